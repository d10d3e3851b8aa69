package io.sillok.persistence.pekko;

import io.sillok.cassandra.testkit.CassandraExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LiveAcrossNodesOnCassandraTest extends LiveAcrossNodes {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  @TempDir Path place;

  @Override
  protected Node start(String settings) {
    String store =
        """
        sillok.persistence {
          store = cassandra
          partitions = 4
          cassandra {
            keyspace = "live%s"
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
                Integer.toHexString(place.toString().hashCode()),
                CASSANDRA.contactPoint().getAddress().getHostAddress(),
                CASSANDRA.contactPoint().getPort(),
                CASSANDRA.datacenter());
    return Node.start(place, settings + store);
  }
}
