package io.sillok.cassandra.testkit;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Driver sessions with some patience, as this machine may be slow. */
final class Cql {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Cql() {}

  static CqlSessionBuilder builder(Cassandra cassandra) {
    return builder(List.of(cassandra.contactPoint()), PATIENCE);
  }

  /** With a limit for each request, which is made once. */
  static CqlSessionBuilder builder(List<InetSocketAddress> contactPoints, Duration timeout) {
    return CqlSession.builder()
        .addContactPoints(contactPoints)
        .withLocalDatacenter("datacenter1")
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, timeout)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(200))
                // A session closes at once.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build());
  }

  static CqlSession connect(Cassandra cassandra) {
    return builder(cassandra).build();
  }

  /** Makes {@code keyspace} with a table {@code t (k int, v int)}. */
  static void makeTable(CqlSession session, String keyspace, int replicas) {
    session.execute(
        "CREATE KEYSPACE %s WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': %d}"
            .formatted(keyspace, replicas));
    session.execute("CREATE TABLE %s.t (k int PRIMARY KEY, v int)".formatted(keyspace));
  }
}
