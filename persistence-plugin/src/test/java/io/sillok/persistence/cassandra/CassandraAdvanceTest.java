package io.sillok.persistence.cassandra;

import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.contract.AdvanceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

class CassandraAdvanceTest extends AdvanceContract {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  @Override
  protected LogStore open(Path place) {
    return CassandraStores.open(CASSANDRA, CassandraStores.keyspace(place));
  }
}
