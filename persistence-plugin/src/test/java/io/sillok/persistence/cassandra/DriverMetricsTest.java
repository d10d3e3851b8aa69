package io.sillok.persistence.cassandra;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.persistence.AppendResult.Appended;
import io.sillok.persistence.LogId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DriverMetricsTest {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final int APPENDS = 5;

  @TempDir Path place;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void collect() {
    Metrics.addRegistry(registry);
  }

  @AfterEach
  void stop() {
    Metrics.removeRegistry(registry);
  }

  @Test
  void what_the_driver_counts_is_in_micrometers_global_registry() {
    try (CassandraStore store = open()) {
      LogId log = new LogId("cart", 0);
      for (int offset = 0; offset < APPENDS; offset++) {
        assertThat(await(store.log(log).append(block(log, offset, event("cart|1", offset + 1L)))))
            .isInstanceOf(Appended.class);
      }
      assertThat(registry.get("cassandra.session.cql-requests").timer().count())
          .isGreaterThanOrEqualTo(APPENDS);
      assertThat(registry.get("cassandra.session.bytes-sent").counter().count()).isPositive();
      assertThat(registry.get("cassandra.session.connected-nodes").gauge().value()).isEqualTo(1);
      assertThat(registry.get("cassandra.nodes.pool.open-connections").gauge().value())
          .isPositive();
    }
    assertThat(registry.find("cassandra.session.connected-nodes").meter())
        .as("of a session that was closed")
        .isNull();
  }

  private CassandraStore open() {
    Config metrics =
        ConfigFactory.parseString(
            """
            advanced.metrics {
              factory.class = MicrometerMetricsFactory
              id-generator { class = TaggingMetricIdGenerator, prefix = cassandra }
              session.enabled = [bytes-sent, connected-nodes, cql-requests]
              node.enabled = [pool.open-connections]
            }
            """);
    return CassandraStore.open(
        CassandraStores.settings(
            CassandraStores.keyspace(place),
            CassandraStores.PARTITIONS,
            CassandraStores.index(Duration.ofMillis(200))),
        metrics.withFallback(CassandraStores.driver(CASSANDRA)),
        ForkJoinPool.commonPool());
  }
}
