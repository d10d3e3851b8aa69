package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.persistence.cassandra.CassandraSettings.Index;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;

/** Opens stores in a real Cassandra. */
final class CassandraStores {

  static final int PARTITIONS = 4;

  static final String ONE_COPY = "{'class': 'SimpleStrategy', 'replication_factor': 1}";

  private CassandraStores() {}

  /** A keyspace of its own for each test, named after the test's directory. */
  static String keyspace(Path place) {
    return "t" + Integer.toHexString(place.toString().hashCode());
  }

  static CassandraStore open(CassandraExtension cassandra, String keyspace) {
    return open(cassandra, keyspace, index(Duration.ofMillis(200)));
  }

  static CassandraStore open(CassandraExtension cassandra, String keyspace, Index index) {
    return CassandraStore.open(
        settings(keyspace, PARTITIONS, index), driver(cassandra), ForkJoinPool.commonPool());
  }

  static CassandraSettings settings(String keyspace, int partitions, Index index) {
    return new CassandraSettings(
        keyspace, true, ONE_COPY, partitions, "sillok", Optional.empty(), index);
  }

  static Index index(Duration delay) {
    return new Index(delay, 1 << 20, 8 << 20, Duration.ofSeconds(5), 32);
  }

  /** A session with some patience, as a machine may be slow. */
  static CqlSessionBuilder session(CassandraExtension cassandra) {
    Duration patience = Duration.ofSeconds(30);
    return CqlSession.builder()
        .addContactPoint(cassandra.contactPoint())
        .withLocalDatacenter(cassandra.datacenter())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, patience)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, patience)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, patience)
                .build());
  }

  static Config driver(CassandraExtension cassandra) {
    return driver(List.of(cassandra.contactPoint()), "");
  }

  /**
   * @param settings of the driver, which win
   */
  static Config driver(List<InetSocketAddress> contactPoints, String settings) {
    return ConfigFactory.parseString("datastax-java-driver {\n%s\n}".formatted(settings))
        .withFallback(ConfigFactory.parseString(section(contactPoints)))
        .withFallback(ConfigFactory.load())
        .resolve()
        .getConfig("datastax-java-driver");
  }

  /** The section {@code datastax-java-driver} as text. */
  static String section(List<InetSocketAddress> contactPoints) {
    String addresses =
        contactPoints.stream()
            .map(at -> "\"%s:%d\"".formatted(at.getAddress().getHostAddress(), at.getPort()))
            .collect(Collectors.joining(", "));
    return """
    datastax-java-driver.basic {
      contact-points = [%s]
      load-balancing-policy.local-datacenter = datacenter1
    }
    datastax-java-driver.advanced {
      # Servers that come back are used soon.
      reconnection-policy { base-delay = 200ms, max-delay = 2s }
      # A session that is closed need not wait for more to do.
      netty {
        io-group.shutdown.quiet-period = 0
        admin-group.shutdown.quiet-period = 0
      }
    }
    """
        .formatted(addresses);
  }
}
