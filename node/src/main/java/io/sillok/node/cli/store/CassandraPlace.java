package io.sillok.node.cli.store;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.cassandra.CassandraSettings;
import io.sillok.persistence.cassandra.CassandraStore;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * A keyspace of Cassandra; nodes may use it meanwhile.
 *
 * @param config with {@code sillok.persistence} and {@code datastax-java-driver}
 */
record CassandraPlace(Config config) implements StorePlace {

  /** Read by logback.xml before the driver says anything: what fails is told by the command. */
  private static final String DRIVER_LOG = "sillok.log.driver";

  private static final Executor EXECUTOR = ForkJoinPool.commonPool();

  CassandraPlace {
    if (System.getProperty(DRIVER_LOG) == null) {
      System.setProperty(DRIVER_LOG, "OFF");
    }
  }

  @Override
  public LogStore look() {
    return CassandraStore.openExisting(settings().withCreateSchema(false), driver(), EXECUTOR);
  }

  @Override
  public LogStore open() {
    return look();
  }

  @Override
  public LogStore make(int partitions) {
    try {
      return CassandraStore.openExisting(settings(), driver(), EXECUTOR);
    } catch (StoreException failure) {
      if (!failure.code().equals("store-missing")) {
        throw failure;
      }
      return CassandraStore.open(settings().withPartitions(partitions), driver(), EXECUTOR);
    }
  }

  private CassandraSettings settings() {
    try {
      return CassandraSettings.of(config.getConfig("sillok.persistence"));
    } catch (ConfigException | IllegalArgumentException invalid) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(invalid.getMessage()));
    }
  }

  private Config driver() {
    return config.getConfig("datastax-java-driver");
  }
}
