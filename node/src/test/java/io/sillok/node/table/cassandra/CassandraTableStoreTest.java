package io.sillok.node.table.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.table.rows.FrozenRows;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.table.rows.TableStore;
import io.sillok.node.table.rows.TableStoreContract;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.cassandra.CassandraSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class CassandraTableStoreTest extends TableStoreContract {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private final TablePartition products =
      new TablePartition("stream/product-" + UUID.randomUUID(), "latest-1", 7);
  private static final String ONE_COPY = "{'class': 'SimpleStrategy', 'replication_factor': 1}";

  private static String keyspace = "";

  @BeforeAll
  static void makeKeyspace() {
    keyspace = makeKeyspace(CASSANDRA.newKeyspace());
  }

  private static String makeKeyspace(String name) {
    try (CqlSession session = session()) {
      session.execute("CREATE KEYSPACE %s WITH replication = %s".formatted(name, ONE_COPY));
    }
    return name;
  }

  @Override
  protected TableStore openStore() {
    return open(keyspace, true);
  }

  private static TableStore open(String keyspace, boolean createSchema) {
    CassandraSettings settings =
        new CassandraSettings(
            keyspace,
            createSchema,
            ONE_COPY,
            32,
            "sillok",
            Optional.empty(),
            new CassandraSettings.Index(Duration.ofSeconds(1), 1, 1, Duration.ofSeconds(1), 1));
    return CassandraTableStore.open(settings, driver(), ForkJoinPool.commonPool());
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

  static Config driver() {
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

  @Test
  void a_keyspace_without_the_tables_is_told_with_the_cql_to_run() {
    String empty = makeKeyspace(CASSANDRA.newKeyspace());
    assertThatThrownBy(() -> open(empty, false))
        .isInstanceOfSatisfying(
            StoreException.class, missing -> assertThat(missing.code()).isEqualTo("store-schema"))
        .hasMessageContaining("CREATE TABLE IF NOT EXISTS %s.table_rows".formatted(empty));
  }

  @Test
  void tables_that_cassandra_refuses_to_create_are_told_with_the_cql_to_run() {
    String absent = CASSANDRA.newKeyspace();
    assertThatThrownBy(() -> open(absent, true))
        .isInstanceOfSatisfying(
            StoreException.class, refused -> assertThat(refused.code()).isEqualTo("store-schema"))
        .hasMessageContainingAll(
            "refused to create", "CREATE TABLE IF NOT EXISTS %s.table_rows".formatted(absent));
  }

  @Test
  void what_another_node_writes_while_rows_are_frozen_is_noticed() {
    TableRows rows = open(products);
    await(rows.write(puts(0, "a"), 1));
    FrozenRows frozen = await(rows.freeze());
    try (TableStore elsewhere = open(keyspace, true)) {
      await(await(elsewhere.open(products)).write(puts(1, "b"), 2));
    }
    assertThatThrownBy(() -> await(frozen.thaw()))
        .isInstanceOfSatisfying(
            StoreException.class, moved -> assertThat(moved.code()).isEqualTo("table-moved"));
  }

  @Test
  void another_node_finds_the_rows() {
    await(open(products).write(puts(0, "a", "b"), 2));
    try (TableStore elsewhere = open(keyspace, true)) {
      TableRows rows = await(elsewhere.open(products));
      assertThat(rows.applied()).isEqualTo(2);
      assertThat(all(rows)).containsExactly("a", "b");
    }
  }
}
