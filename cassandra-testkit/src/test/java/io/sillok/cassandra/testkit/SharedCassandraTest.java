package io.sillok.cassandra.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SharedCassandraTest {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  @Test
  void answers_cql_and_a_lightweight_transaction_which_takes_effect_once() {
    try (CqlSession session = Cql.connect(CASSANDRA.cassandra())) {
      String keyspace = CASSANDRA.newKeyspace();
      Cql.makeTable(session, keyspace, 1);
      String insert = "INSERT INTO %s.t (k, v) VALUES (1, %d) IF NOT EXISTS";

      assertThat(session.execute(insert.formatted(keyspace, 10)).wasApplied()).isTrue();
      var second = session.execute(insert.formatted(keyspace, 20));

      assertThat(second.wasApplied()).isFalse();
      assertThat(second.one())
          .isNotNull()
          .satisfies(row -> assertThat(row.getInt("v")).isEqualTo(10));
    }
  }

  @Test
  void is_cassandra_5_with_paxos_v2() {
    try (CqlSession session = Cql.connect(CASSANDRA.cassandra())) {
      assertThat(
              session
                  .execute("SELECT value FROM system_views.settings WHERE name = 'paxos_variant'")
                  .one())
          .isNotNull()
          .satisfies(row -> assertThat(row.getString("value")).isEqualTo("v2"));
      assertThat(session.execute("SELECT release_version FROM system.local").one())
          .isNotNull()
          .satisfies(row -> assertThat(row.getString("release_version")).isEqualTo("5.0.9"));
    }
  }
}
