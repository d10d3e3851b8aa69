package io.sillok.cassandra.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class CassandraClusterTest {

  @RegisterExtension
  static final CassandraExtension.Ringed CASSANDRA = CassandraExtension.cluster(3);

  private final CassandraCluster cluster = CASSANDRA.cluster();
  private final String keyspace = CASSANDRA.newKeyspace();

  @AfterEach
  void all_are_well() {
    cluster.server(2).resume();
    cluster.awaitAllUp();
  }

  @Test
  void has_three_servers_that_see_each_other() {
    assertThat(cluster.servers())
        .hasSize(3)
        .allSatisfy(server -> assertThat(cluster.upAndNormalSeenBy(server)).isEqualTo(3));
  }

  @Test
  void commits_by_quorum_with_one_server_paused() {
    try (CqlSession session = connect()) {
      Cql.makeTable(session, keyspace, 3);
      cluster.server(2).pause();

      for (int key = 0; key < 20; key++) {
        assertThat(insertOnce(session, key)).isTrue();
      }
      assertThat(insertOnce(session, 7)).isFalse();
    }
  }

  @Test
  void a_killed_server_comes_back_into_the_ring() {
    try (CqlSession session = connect()) {
      Cql.makeTable(session, keyspace, 3);
      cluster.server(2).kill();
      assertThat(insertOnce(session, 1)).isTrue();

      cluster.server(2).restart();
      cluster.awaitAllUp();

      assertThat(insertOnce(session, 1)).isFalse();
    }
  }

  private CqlSession connect() {
    return Cql.builder(cluster.contactPoints(), Duration.ofSeconds(20)).build();
  }

  /** Through the first server, which is never disturbed here. */
  private boolean insertOnce(CqlSession session, int key) {
    var first = session.getMetadata().findNode(cluster.contactPoint()).orElseThrow();
    return session
        .execute(
            SimpleStatement.newInstance(
                    "INSERT INTO %s.t (k, v) VALUES (%d, 1) IF NOT EXISTS".formatted(keyspace, key))
                .setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM)
                .setSerialConsistencyLevel(ConsistencyLevel.LOCAL_SERIAL)
                .setNode(first))
        .wasApplied();
  }
}
