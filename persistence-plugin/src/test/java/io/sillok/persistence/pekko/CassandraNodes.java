package io.sillok.persistence.pekko;

import io.sillok.cassandra.testkit.CassandraExtension;
import java.nio.file.Path;

/** Starts nodes whose store is in a real Cassandra. */
final class CassandraNodes {

  private CassandraNodes() {}

  /** A node on the keyspace that is named after {@code directory}. */
  static Node start(CassandraExtension cassandra, Path directory, String settings) {
    String keyspace = "k" + Integer.toHexString(directory.toString().hashCode());
    return start(settings(cassandra, keyspace, settings));
  }

  /** A node with {@link #settings}. */
  static Node start(String settings) {
    return Node.start(Path.of("unused"), settings);
  }

  /** What has a node keep its events in {@code keyspace}. */
  static String settings(CassandraExtension cassandra, String keyspace, String settings) {
    return """
    sillok.persistence {
      store = cassandra
      cassandra {
        keyspace = "%s"
        create-schema = on
        replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}"
      }
    }
    datastax-java-driver {
      basic {
        contact-points = ["%s:%d"]
        load-balancing-policy.local-datacenter = "%s"
      }
      # Servers that come back are used soon.
      advanced.reconnection-policy { base-delay = 200ms, max-delay = 2s }
    }
    %s
    """
        .formatted(
            keyspace,
            cassandra.contactPoint().getAddress().getHostAddress(),
            cassandra.contactPoint().getPort(),
            cassandra.datacenter(),
            settings);
  }
}
