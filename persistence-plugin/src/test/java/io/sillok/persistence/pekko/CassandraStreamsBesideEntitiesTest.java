package io.sillok.persistence.pekko;

import io.sillok.cassandra.testkit.CassandraExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

class CassandraStreamsBesideEntitiesTest extends StreamsBesideEntitiesContract {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  @Override
  protected Node start(Path directory, String settings) {
    return CassandraNodes.start(CASSANDRA, directory, settings);
  }
}
