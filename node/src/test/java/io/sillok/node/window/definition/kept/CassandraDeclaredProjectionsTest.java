package io.sillok.node.window.definition.kept;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.persistence.Facts;
import io.sillok.persistence.cassandra.CassandraSettings;
import io.sillok.persistence.cassandra.CassandraStore;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

final class CassandraDeclaredProjectionsTest extends DeclaredProjectionsContract {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final String ONE_COPY = "{'class': 'SimpleStrategy', 'replication_factor': 1}";

  private static @Nullable CassandraStore store;

  @BeforeAll
  static void open() {
    String keyspace = CASSANDRA.newKeyspace();
    try (CqlSession session = session()) {
      session.execute("CREATE KEYSPACE %s WITH replication = %s".formatted(keyspace, ONE_COPY));
    }
    store =
        CassandraStore.open(
            new CassandraSettings(
                keyspace,
                true,
                ONE_COPY,
                4,
                "sillok",
                Optional.empty(),
                new CassandraSettings.Index(Duration.ofSeconds(1), 1, 1, Duration.ofSeconds(1), 1)),
            driver(),
            ForkJoinPool.commonPool());
  }

  @AfterAll
  static void close() {
    if (store != null) {
      store.close();
    }
  }

  @Override
  protected Facts facts() {
    if (store == null) {
      throw new IllegalStateException("opened before all tests");
    }
    return new FactsApart(store.facts(), UUID.randomUUID() + "/");
  }

  private static CqlSession session() {
    return CqlSession.builder()
        .addContactPoint(CASSANDRA.contactPoint())
        .withLocalDatacenter(CASSANDRA.datacenter())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(60))
                .build())
        .build();
  }

  private static Config driver() {
    return ConfigFactory.parseString(
            """
            datastax-java-driver {
              basic.contact-points = ["%s:%d"]
              basic.load-balancing-policy.local-datacenter = %s
              advanced.netty.io-group.shutdown.quiet-period = 0
              advanced.netty.admin-group.shutdown.quiet-period = 0
            }
            """
                .formatted(
                    CASSANDRA.contactPoint().getAddress().getHostAddress(),
                    CASSANDRA.contactPoint().getPort(),
                    CASSANDRA.datacenter()))
        .withFallback(ConfigFactory.load())
        .resolve()
        .getConfig("datastax-java-driver");
  }
}
