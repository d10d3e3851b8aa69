package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.pekko.ListedJournal.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.pekko.PriceAdapter.Cents;
import io.sillok.persistence.pekko.PriceAdapter.Price;
import io.sillok.persistence.pekko.migration.ImportReport;
import io.sillok.persistence.pekko.migration.ImportSettings;
import io.sillok.persistence.pekko.migration.JournalImport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.stream.javadsl.Source;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Moving the events of other journals to any store. */
abstract class JournalImportContract extends NodeContract {

  private static final ImportSettings DEFAULT = ImportSettings.DEFAULT;

  @Override
  protected String settings() {
    return """
    sillok.persistence {
      partitions = 4
      # So that what the import writes at once is too large.
      block-soft-limit = 4 KiB
      block-hard-limit = 16 KiB
      journal {
        event-adapters.price = "%s"
        event-adapter-bindings."%s" = price
      }
    }
    """
        .formatted(PriceAdapter.class.getName(), Price.class.getName());
  }

  @Test
  void numbers_holes_times_and_metadata_stay() throws Exception {
    ListedJournal other =
        new ListedJournal()
            .with(
                "note|1",
                event("note|1", 1, "a"),
                event("note|1", 2, "b").withMetadata("meta"),
                event("note|1", 5, "c"));
    assertThat(move(other, DEFAULT)).isEqualTo(new ImportReport(1, 0, 0, 3, 0));
    List<LoggedEvent> kept = kept("note|1");
    assertThat(kept).extracting(LoggedEvent::sequenceNumber).containsExactly(1L, 2L, 5L);
    assertThat(kept).extracting(LoggedEvent::previousSequenceNumber).containsExactly(0L, 1L, 2L);
    assertThat(kept)
        .extracting(LoggedEvent::eventTime)
        .containsOnly(Instant.ofEpochMilli(ListedJournal.TIME));
    assertThat(all(node().query().currentEventsByPersistenceId("note|1", 2, 2)))
        .singleElement()
        .satisfies(second -> {
          assertThat(second.event()).isEqualTo("b");
          assertThat(second.getEventMetaData()).contains("meta");
        });
  }

  @Test
  void adapters_of_the_journal_and_functions_add_tags_and_manifests() throws Exception {
    ListedJournal other =
        new ListedJournal().with("stock|1", event("stock|1", 1, new Price(5)), plain(2));
    ImportSettings settings =
        DEFAULT
            .withTags((id, event) -> Set.of(id, event.getClass().getSimpleName()))
            .withManifests((id, event) -> "of " + event.getClass().getSimpleName());
    move(other, settings);
    List<LoggedEvent> kept = kept("stock|1");
    assertThat(node().persistence().serialization().object(kept.get(0))).isEqualTo(new Cents(500));
    assertThat(kept.get(0).tags()).containsExactlyInAnyOrder("price", "stock|1", "Price");
    assertThat(kept.get(0).adapterManifest()).isEqualTo("cents-1");
    assertThat(kept.get(1).tags()).containsExactlyInAnyOrder("stock|1", "String");
    assertThat(kept.get(1).adapterManifest()).isEqualTo("of String");
  }

  private static EventEnvelope plain(long number) {
    return event("stock|1", number, "plain");
  }

  @Test
  void an_import_that_was_interrupted_goes_on() throws Exception {
    ListedJournal other =
        new ListedJournal()
            .withCounts("tally|1", LongStream.rangeClosed(1, 700).toArray())
            .withCounts("tally|2", 1, 2, 3);
    CurrentEventsByPersistenceIdQuery breaking =
        (id, from, to) -> other.currentEventsByPersistenceId(id, from, to).map(this::unlessItIs650);
    assertFails(
        () -> run(JournalImport.from(node().system(), other, breaking, DEFAULT)),
        "import-stopped",
        "The import of tally|1 stopped behind event",
        "the other journal is gone",
        "run it again");
    long before = highest("tally|1");
    ImportReport report = move(other, DEFAULT);
    assertThat(report.entities()).isEqualTo(2);
    assertThat(kept("tally|1")).hasSize(700);
    assertThat(kept("tally|2")).hasSize(3);
    assertThat(report.resumed()).isEqualTo(before > 0 ? 2 : 1);
    assertThat(move(other, DEFAULT)).isEqualTo(new ImportReport(2, 2, 0, 0, 0));
    add("tally|1", 1);
    assertThat(highest("tally|1")).isEqualTo(701);
  }

  private EventEnvelope unlessItIs650(EventEnvelope envelope) {
    if (envelope.sequenceNr() == 650) {
      throw new IllegalStateException("the other journal is gone");
    }
    return envelope;
  }

  @Test
  void an_event_that_cannot_be_written_is_named() {
    ListedJournal other =
        new ListedJournal()
            .with("odd|1", event("odd|1", 1, "fine"), event("odd|1", 2, new Object()));
    assertFails(
        () -> move(other, DEFAULT), "import-event", "Event 2 of odd|1", "again: it goes on");
  }

  @Test
  void a_start_that_is_missing_is_refused_unless_it_is_allowed() throws Exception {
    ListedJournal other = new ListedJournal().withCounts("late|1", 4, 5);
    assertFails(
        () -> move(other, DEFAULT), "import-start-missing", "Events 1 to 3 of late|1 are not");
    assertThat(highest("late|1")).isZero();
    assertThat(move(other, DEFAULT.allowingMissingStarts()).events()).isEqualTo(2);
    assertThat(await(node().persistence().store().entities().deletedTo("late|1"))).isEqualTo(3);
  }

  @Test
  void an_unreadable_snapshot_of_events_that_stayed_behind_fails_the_recovery() {
    ListedJournal other = new ListedJournal().with("ledger|late", event("ledger|late", 4, "d"));
    move(other, DEFAULT.allowingMissingStarts());
    LedgerDriver ledger = new LedgerDriver(node(), "ledger|late");
    assertThat(ledger.start().all()).containsExactly("d");
    ledger.save(new JournalTest.Unreadable());
    ledger.stop();
    ActorRef failing = node().spawn(Ledger.props("ledger|late", ledger.probe.getRef()));
    ledger.probe.watch(failing);
    ledger.probe.expectTerminated(Node.PATIENCE, failing);
  }

  @Test
  void an_event_that_an_adapter_split_is_refused() {
    ListedJournal other = new ListedJournal().withCounts("split|1", 1, 2, 2);
    assertFails(() -> move(other, DEFAULT), "import-order", "Event 2 of split|1 came behind");
  }

  @Test
  void what_is_written_there_meanwhile_is_found_at_the_end() {
    AtomicLong looks = new AtomicLong();
    ListedJournal first = new ListedJournal().withCounts("busy|1", 1, 2);
    ListedJournal then = new ListedJournal().withCounts("busy|1", 1, 2, 3);
    CurrentEventsByPersistenceIdQuery busy =
        (id, from, to) -> listed(looks.getAndIncrement() == 0 ? first : then, id, from, to);
    assertFails(
        () -> run(JournalImport.from(node().system(), first, busy, DEFAULT)),
        "import-behind",
        "The other journal has event 3 of busy|1, but the last one in Sillok is 2");
  }

  private static Source<EventEnvelope, NotUsed> listed(
      ListedJournal journal, String id, long from, long to) {
    return journal.currentEventsByPersistenceId(id, from, to);
  }

  @Test
  void an_entity_that_went_on_in_sillok_is_left_alone() {
    add("gone|1", 3);
    ListedJournal other = new ListedJournal().withCounts("gone|1", 1, 2);
    assertFails(() -> move(other, DEFAULT), "import-foreign", "Sillok has event 3 of gone|1");
    assertThat(highest("gone|1")).isEqualTo(3);
  }

  @Test
  void ids_of_durable_states_are_refused() {
    ListedJournal other = new ListedJournal().withCounts("state@cart|1", 1);
    assertFails(() -> move(other, DEFAULT), "import-reserved", "state@cart|1");
    ListedJournal streams = new ListedJournal().withCounts("stream@cart|1", 1);
    assertFails(() -> move(streams, DEFAULT), "import-reserved", "stream@cart|1");
  }

  private ImportReport move(ListedJournal other, ImportSettings settings) {
    return run(JournalImport.from(node().system(), other, other, settings));
  }

  private static ImportReport run(JournalImport journalImport) {
    return await(journalImport.run());
  }

  private List<LoggedEvent> kept(String persistenceId) throws Exception {
    List<LoggedEvent> kept = new ArrayList<>();
    long from = 1;
    for (List<IndexedEvent> page = page(persistenceId, from);
        !page.isEmpty();
        page = page(persistenceId, from)) {
      page.forEach(event -> kept.add(event.event()));
      from = kept.getLast().sequenceNumber() + 1;
    }
    return kept;
  }

  private List<IndexedEvent> page(String persistenceId, long from) {
    return await(
        node().persistence().store().entities().read(persistenceId, from, Long.MAX_VALUE, 1000));
  }

  private long highest(String persistenceId) {
    return await(node().persistence().store().entities().highestSequenceNumber(persistenceId));
  }

  private static void assertFails(ThrowingCallable call, String code, String... words) {
    assertThatThrownBy(call)
        .satisfies(failure -> {
          StoreException told = told(failure);
          assertThat(told.code()).isEqualTo(code);
          assertThat(told).hasMessageContainingAll(words);
        });
  }

  private static StoreException told(Throwable failure) {
    Throwable told = failure;
    while (!(told instanceof StoreException) && told.getCause() != null) {
      told = told.getCause();
    }
    assertThat(told).isInstanceOf(StoreException.class);
    return (StoreException) told;
  }
}
