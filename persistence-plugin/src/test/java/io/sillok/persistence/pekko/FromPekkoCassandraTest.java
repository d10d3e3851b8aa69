package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.persistence.LogId;
import io.sillok.persistence.pekko.migration.ImportReport;
import io.sillok.persistence.pekko.migration.ImportSettings;
import io.sillok.persistence.pekko.migration.JournalImport;
import io.sillok.persistence.pekko.migration.MoveToSillok;
import io.sillok.persistence.tool.LogReport;
import io.sillok.persistence.tool.LogVerifier;
import io.sillok.persistence.tool.Stages;
import java.nio.file.Path;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.query.NoOffset;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An application leaves pekko-persistence-cassandra; its entities go on as if nothing was. */
class FromPekkoCassandraTest {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final String QUERY = "pekko.persistence.cassandra.query";
  private static final Set<String> CART = Set.of("cart");

  private static String keyspace = "";

  @TempDir Path directory;

  @BeforeAll
  static void write() {
    keyspace = CASSANDRA.newKeyspace();
    try (OldCassandraApplication old = OldCassandraApplication.start(CASSANDRA, keyspace)) {
      old.add("cart|1", CART, 300);
      old.add("cart|2", CART, 40);
      old.add("order|1", Set.of(), 7);
      old.add("cart|old", CART, 50);
      old.compact("cart|old", 45);
    }
  }

  @Test
  void the_program_of_the_docs_moves_everything() {
    assertThat(MoveToSillok.move(newConfig())).isEqualTo(new ImportReport(4, 0, 0, 352, 1));
    try (Node node = start()) {
      assertThat(state(node, "cart|1")).isEqualTo(300);
      assertThat(state(node, "cart|2")).isEqualTo(40);
      assertThat(state(node, "order|1")).isEqualTo(7);
      assertThat(state(node, "cart|old")).isEqualTo(50);
      assertThat(addOne(node, "cart|1")).isEqualTo(301);
      assertThat(addOne(node, "cart|old")).isEqualTo(51);
      assertThat(highest(node, "cart|old")).isEqualTo(51);
      assertThat(tagged(node)).isEqualTo(347);
      assertIntact(node);
    }
  }

  @Test
  void an_import_that_was_interrupted_goes_on() {
    ImportSettings settings =
        ImportSettings.DEFAULT.withSnapshotsOf("pekko.persistence.cassandra.snapshot");
    try (Node node = start()) {
      ImportSettings breaking = settings.withTags(FromPekkoCassandraTest::breakAtOrders);
      assertThatThrownBy(() -> run(node, breaking)).hasMessageContaining("Event 1 of order|1");
      ImportReport report = run(node, settings);
      assertThat(report.entities()).isEqualTo(4);
      assertThat(state(node, "cart|1")).isEqualTo(300);
      assertThat(state(node, "order|1")).isEqualTo(7);
      assertThat(state(node, "cart|old")).isEqualTo(50);
    }
    try (Node node = start()) {
      assertThat(run(node, settings)).isEqualTo(new ImportReport(4, 4, 0, 0, 1));
      assertIntact(node);
    }
  }

  private static Set<String> breakAtOrders(String persistenceId, Object event) {
    if (persistenceId.equals("order|1")) {
      throw new IllegalStateException("no tags for orders");
    }
    return Set.of();
  }

  private static ImportReport run(Node node, ImportSettings settings) {
    return Stages.await(JournalImport.from(node.system(), QUERY, settings).run());
  }

  private Config newConfig() {
    return ConfigFactory.parseString(
            """
            pekko.persistence.journal.plugin = "sillok.persistence.journal"
            sillok.persistence.rocksdb.directory = "%s"
            """
                .formatted(directory))
        .withFallback(OldCassandraApplication.config(CASSANDRA, keyspace));
  }

  private Node start() {
    return Node.start(directory, OldCassandraApplication.settings(CASSANDRA, keyspace));
  }

  private static long state(Node node, String persistenceId) {
    return ask(node, persistenceId, 0);
  }

  private static long addOne(Node node, String persistenceId) {
    return ask(node, persistenceId, 1);
  }

  private static long ask(Node node, String persistenceId, int add) {
    TestProbe<Counter.Count> probe = node.kit.createTestProbe();
    ActorRef<Counter.Command> counter = node.kit.spawn(Counter.tagged(persistenceId, CART));
    counter.tell(add == 0 ? new Counter.Get(probe.getRef()) : new Counter.Add(add, probe.getRef()));
    long value = probe.receiveMessage(Node.PATIENCE).value();
    counter.tell(new Counter.Stop());
    probe.expectTerminated(counter, Node.PATIENCE);
    return value;
  }

  private static long highest(Node node, String persistenceId) {
    return await(node.persistence().store().entities().highestSequenceNumber(persistenceId));
  }

  /** Moved from the carts, or written since. */
  private static long tagged(Node node) {
    return await(
        node.query()
            .currentEventsByTag("cart", NoOffset.getInstance())
            .runWith(Sink.fold(0L, (count, event) -> count + 1), node.system()));
  }

  private static void assertIntact(Node node) {
    LogVerifier verifier = new LogVerifier(node.persistence().store());
    for (LogId log : await(node.persistence().store().logs())) {
      LogReport report = verifier.verify(log);
      assertThat(report.fault()).as("%s", log).isEmpty();
      assertThat(report.events()).isPositive();
    }
  }
}
