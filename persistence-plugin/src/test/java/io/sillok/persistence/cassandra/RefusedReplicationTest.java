package io.sillok.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.persistence.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Cassandra understands and refuses is told from a Cassandra that is not there. */
@Timeout(120)
class RefusedReplicationTest {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private final String keyspace = CASSANDRA.newKeyspace();

  @Test
  void a_data_center_that_is_not_there_is_told_with_those_that_are() {
    String replication = "{'class': 'NetworkTopologyStrategy', 'dc2': 1}";
    assertThat(messageOf("store-settings", replication, ""))
        .contains("sillok.persistence.cassandra.replication = " + replication)
        .contains("Unrecognized strategy option {dc2}")
        .contains("its data centers are [datacenter1]")
        .doesNotContain("CREATE TABLE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'class': 'NoSuchStrategy', 'replication_factor': 1}", "one copy"})
  void what_is_no_replication_is_told(String replication) {
    assertThat(messageOf("store-settings", replication, ""))
        .contains("Cassandra refuses sillok.persistence.cassandra.replication = " + replication)
        .doesNotContain("CREATE TABLE");
  }

  @Test
  void a_local_data_center_that_is_not_there_may_come_and_is_told_without_the_cql() {
    String elsewhere = "basic.load-balancing-policy.local-datacenter = dc2";
    assertThat(messageOf("store-unreachable", CassandraStores.ONE_COPY, elsewhere))
        .contains("local-datacenter names it")
        .doesNotContain("CREATE TABLE");
  }

  @Test
  void what_is_refused_of_tables_is_a_matter_of_the_schema() {
    open(CassandraStores.ONE_COPY, "").close();
    try (CqlSession session = CassandraStores.session(CASSANDRA).build()) {
      String facts = keyspace + ".facts";
      assertThatThrownBy(() ->
              session.execute(
                  "ALTER TABLE %s WITH compaction = {'class': 'NoSuchStrategy'}".formatted(facts)))
          .satisfies(refused -> {
            assertThat(CassandraFaults.of("altering", refused).code()).isEqualTo("store-schema");
            assertThat(CassandraFaults.isWithoutEffect(refused)).isTrue();
          });
    }
  }

  /** Of a store that is refused with {@code code}. */
  private String messageOf(String code, String replication, String driver) {
    StoreException refused =
        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(() -> open(replication, driver))
            .actual();
    assertThat(refused.code()).as("%s", refused).isEqualTo(code);
    return String.valueOf(refused.getMessage());
  }

  private CassandraStore open(String replication, String driver) {
    return CassandraStore.open(
        new CassandraSettings(
            keyspace,
            true,
            replication,
            4,
            "sillok",
            Optional.empty(),
            CassandraStores.index(Duration.ofSeconds(1))),
        CassandraStores.driver(List.of(CASSANDRA.contactPoint()), driver),
        ForkJoinPool.commonPool());
  }
}
