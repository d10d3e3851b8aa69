package io.sillok.persistence.pekko;

import io.sillok.cassandra.testkit.CassandraExtension;
import java.nio.file.Path;

/** Starts nodes whose store is in a real Cassandra. */
final class CassandraNodes {

  private CassandraNodes() {}

  /** A node on the keyspace that is named after {@code directory}. */
  static Node start(CassandraExtension cassandra, Path directory, String settings) {
    return Node.start(
        directory,
        """
        %s
        sillok.persistence {
          store = cassandra
          cassandra {
            keyspace = "k%s"
            create-schema = on
            replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}"
          }
        }
        datastax-java-driver.basic {
          contact-points = ["%s:%d"]
          load-balancing-policy.local-datacenter = "%s"
        }
        """
            .formatted(
                settings,
                Integer.toHexString(directory.toString().hashCode()),
                cassandra.contactPoint().getAddress().getHostAddress(),
                cassandra.contactPoint().getPort(),
                cassandra.datacenter()));
  }
}
