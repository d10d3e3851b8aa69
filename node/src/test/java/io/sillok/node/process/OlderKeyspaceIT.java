package io.sillok.node.process;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.cassandra.testkit.CassandraOptions;
import io.sillok.cassandra.testkit.CassandraServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keyspaces of {@link KeptStores} are served as they were, brought back as a backup is. */
final class OlderKeyspaceIT {

  @RegisterExtension
  static final CassandraExtension.Dedicated CASSANDRA =
      CassandraExtension.dedicated(CassandraOptions.defaults());

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String NODE = "127.0.0.58";

  @TempDir private Path directory;

  private ClusterNodes nodes;
  private Path saved;

  static List<Path> stores() throws IOException {
    return KeptStores.CASSANDRA.all();
  }

  @BeforeEach
  void prepare() throws IOException {
    nodes = new ClusterNodes(List.of(NODE), CASSANDRA, directory);
    saved = directory.resolve("saved");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void a_keyspace_of_an_earlier_build_is_what_it_was_and_goes_on(Path kept) throws IOException {
    isBack(KeptStores.unpack(kept, saved));
  }

  @Test
  void so_is_one_of_this_build() throws IOException {
    JsonNode now;
    try (NodeProcess node = nodes.start(NODE)) {
      now = StoredAnswers.left(node);
    }
    CASSANDRA.server().save(nodes.keyspace(), saved);
    KeptStores.CASSANDRA.keep(now, saved);
    nodes = new ClusterNodes(List.of(NODE), CASSANDRA, directory);
    isBack(now);
  }

  private void isBack(JsonNode then) throws IOException {
    makeTables();
    CASSANDRA.server().load(nodes.keyspace(), saved);
    try (NodeProcess node = nodes.start(NODE)) {
      StoredAnswers.areStill(then, node);
    }
  }

  /** As they were then, in the keyspace of this test. */
  private void makeTables() throws IOException {
    try (CqlSession session =
        CqlSession.builder()
            .addContactPoint(CASSANDRA.contactPoint())
            .withLocalDatacenter(CASSANDRA.datacenter())
            .build()) {
      execute(
          session,
          "CREATE KEYSPACE %s WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}"
              .formatted(nodes.keyspace()));
      for (Path table : KeptStores.inside(saved)) {
        String made = Files.readString(table.resolve(CassandraServer.SCHEMA));
        execute(
            session,
            made.substring(made.indexOf("CREATE TABLE"))
                .replaceFirst("(?<=TABLE IF NOT EXISTS )[^.]+", nodes.keyspace())
                .replaceFirst("ID = \\S+\\s+AND ", ""));
      }
    }
  }

  private static void execute(CqlSession session, String statement) {
    session.execute(SimpleStatement.newInstance(statement).setTimeout(PATIENCE));
  }
}
