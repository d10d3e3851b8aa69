package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.pekko.migration.ImportReport;
import io.sillok.persistence.pekko.migration.ImportSettings;
import io.sillok.persistence.pekko.migration.JournalImport;
import java.nio.file.Path;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.testkit.query.javadsl.PersistenceTestKitReadJournal;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal of Pekko's test kit has no query for persistence ids, so these are given. */
class FromInMemoryJournalTest {

  private static final String KIT =
      """
      pekko.persistence {
        journal.plugin = "pekko.persistence.testkit.journal"
        testkit.journal.class = "org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin"
      }
      """;

  @TempDir Path directory;

  @Test
  void events_of_a_test_move_to_a_store() {
    try (Node node = Node.start(directory, KIT)) {
      TestProbe<Counter.Count> probe = node.kit.createTestProbe();
      ActorRef<Counter.Command> counter = node.kit.spawn(Counter.of("cart|1"));
      counter.tell(new Counter.Add(20, probe.getRef()));
      probe.receiveMessage(Node.PATIENCE);
      assertThat(await(fromKit(node).run())).isEqualTo(new ImportReport(1, 0, 0, 20, 0));
      assertThat(read(node.query().currentEventsByPersistenceId("cart|1", 1, 99), node))
          .extracting(EventEnvelope::event)
          .hasSize(20)
          .containsOnly(new Counter.Added(1));
    }
  }

  @Test
  void a_read_journal_that_lacks_a_query_is_refused() {
    try (Node node = Node.start(directory, KIT)) {
      String kit = PersistenceTestKitReadJournal.Identifier();
      assertThatThrownBy(() -> JournalImport.from(node.system(), kit, ImportSettings.DEFAULT))
          .hasMessageContainingAll(kit, "currentPersistenceIds");
    }
  }

  private static JournalImport fromKit(Node node) {
    PersistenceTestKitReadJournal kit =
        PersistenceQuery.get(node.classic())
            .getReadJournalFor(
                PersistenceTestKitReadJournal.class, PersistenceTestKitReadJournal.Identifier());
    return JournalImport.from(
        node.system(), () -> Source.single("cart|1"), kit, ImportSettings.DEFAULT);
  }

  private static List<EventEnvelope> read(Source<EventEnvelope, NotUsed> events, Node node) {
    return await(events.runWith(Sink.seq(), node.system()));
  }
}
