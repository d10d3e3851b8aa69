package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.contract.Samples;
import io.sillok.persistence.pekko.query.LogOffset;
import io.sillok.persistence.pekko.query.SillokReadJournal;
import io.sillok.persistence.pekko.query.SillokScalaReadJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/** Queries for single events and ids, and what live queries find by polling. */
abstract class EventQueryContract extends NodeContract {

  @Override
  protected String settings() {
    return """
    sillok.persistence {
      partitions = 4
      query { poll-interval = 100ms, page-size = 5 }
      durable-state.page-size = 5
    }
    """;
  }

  @Test
  void a_single_event_is_loaded_with_its_place() {
    add("single|1", 3);
    org.apache.pekko.persistence.query.typed.EventEnvelope<Object> loaded =
        await(node().query().loadEnvelope("single|1", 2));
    assertThat(loaded.getEvent()).isEqualTo(new Counter.Added(1));
    assertThat(loaded.sequenceNr()).isEqualTo(2);
    assertThat(loaded.entityType()).isEqualTo("single");
    assertThat(loaded.slice()).isEqualTo(Partitioner.slice("single|1"));
    LogOffset place = (LogOffset) loaded.offset();
    assertThat(place.log()).isEqualTo(node().persistence().writers().partitioner().log("single|1"));
    Block there =
        await(node().persistence().store().log(place.log()).read(place.offset(), 1)).getFirst();
    assertThat(there.events().get((int) (place.offset() - there.firstOffset())).sequenceNumber())
        .isEqualTo(2);
  }

  @Test
  void an_event_that_is_not_there_is_not_loaded() {
    add("absent|1", 1);
    assertThatThrownBy(() -> await(node().query().loadEnvelope("absent|1", 2)))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("There is no event 2 of absent|1");
    assertThat(await(node().query().timestampOf("absent|1", 2))).isEmpty();
  }

  @Test
  void the_time_at_which_an_event_was_taken_is_known() {
    Instant before = Instant.now().minusSeconds(1);
    add("timed|1", 1);
    assertThat(await(node().query().timestampOf("timed|1", 1)))
        .hasValueSatisfying(
            time -> assertThat(time).isBetween(before, Instant.now().plusSeconds(1)));
  }

  @Test
  void the_last_sequence_number_is_known_even_of_deleted_events() {
    add("last|1", 3);
    await(node().persistence().store().entities().deleteTo("last|1", 3));
    assertThat(await(node().query().currentLastSequenceNumberByPersistenceId("last|1")))
        .contains(3L);
    assertThat(await(node().query().currentLastSequenceNumberByPersistenceId("last|2"))).isEmpty();
  }

  @Test
  void ids_are_paged_in_order_without_those_of_durable_states() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int index = 0; index < 7; index++) {
      await(node().states().upsertObject("state|" + index, 1, "a state", ""));
      // In byte order, those of durable states lie between the first of these and the rest.
      for (String type : List.of("state!", "stateA", "state")) {
        add("%s|%d".formatted(type, index), 1);
        expected.add("%s|%d".formatted(type, index));
      }
    }
    List<String> found = new ArrayList<>();
    List<String> page = all(ids("state", 4));
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(4);
      found.addAll(page);
      page = all(ids(page.getLast(), 4));
    }
    assertThat(found)
        .startsWith("state!|0")
        .containsAll(expected)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(found).noneMatch(Partitioner::isState);
    assertThat(all(node().query().currentPersistenceIds()))
        .containsAll(expected)
        .noneMatch(Partitioner::isState);
  }

  private Source<String, org.apache.pekko.NotUsed> ids(String after, long limit) {
    return node().query().currentPersistenceIds(Optional.of(after), limit);
  }

  @Test
  void live_ids_are_those_of_entities_only() throws Exception {
    SinkQueueWithCancel<String> live =
        run(node().query().persistenceIds().filter(id -> id.contains("only")));
    for (int index = 0; index < 5; index++) {
      await(node().states().upsertObject("only|state-" + index, 1, "a state", ""));
      add("only|" + index, 2);
      assertThat(next(live)).isEqualTo("only|" + index);
    }
    live.cancel();
  }

  @Test
  void what_nobody_told_of_is_found_by_polling() throws Exception {
    SinkQueueWithCancel<EventEnvelope> tagged =
        run(node().query().eventsByTag("elsewhere", Offset.noOffset()));
    SinkQueueWithCancel<org.apache.pekko.persistence.query.typed.EventEnvelope<Object>> sliced =
        run(node().query().eventsBySlices("elsewhere", 0, 1023, Offset.noOffset()));
    SinkQueueWithCancel<String> ids =
        run(node().query().persistenceIds().filter(id -> id.startsWith("elsewhere|")));
    for (int entity = 1; entity <= 3; entity++) {
      appendElsewhere("elsewhere|" + entity);
      assertThat(next(tagged).persistenceId()).isEqualTo("elsewhere|" + entity);
      assertThat(next(sliced).getEvent()).isEqualTo("from elsewhere");
      assertThat(next(ids)).isEqualTo("elsewhere|" + entity);
    }
    tagged.cancel();
    sliced.cancel();
    ids.cancel();
  }

  /** Appends past the writers, as another process would. */
  private void appendElsewhere(String persistenceId) {
    LogId log = node().persistence().writers().partitioner().log(persistenceId);
    long head =
        await(node().persistence().store().log(log).last()).map(Block::nextOffset).orElse(0L);
    LoggedEvent event =
        new LoggedEvent(
            persistenceId,
            1,
            0,
            "elsewhere",
            Samples.TIME,
            node().persistence().serialization().payload("from elsewhere"),
            "",
            null,
            Set.of("elsewhere"));
    await(node().persistence().store().log(log).append(Samples.block(log, head, event)));
  }

  @Test
  void scala_gets_the_same_answers() throws Exception {
    add(Counter.tagged("scala|1", Set.of("scala")), 3);
    SillokScalaReadJournal scala =
        PersistenceQuery.get(node().classic()).readJournalFor(SillokReadJournal.IDENTIFIER);
    Duration patience = Duration.create(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(
            Await.result(scala.currentLastSequenceNumberByPersistenceId("scala|1"), patience).get())
        .isEqualTo(3L);
    assertThat(Await.result(scala.timestampOf("scala|1", 1), patience).isDefined()).isTrue();
    assertThat(Await.result(scala.loadEnvelope("scala|1", 3), patience).sequenceNr()).isEqualTo(3);
    assertThat(all(scala.currentEventsByTag("scala", Offset.noOffset()).asJava())).hasSize(3);
    assertThat(all(scala.currentEventsBySlices("scala", 0, 1023, Offset.noOffset()).asJava()))
        .hasSize(3);
    assertThat(all(scala.currentPersistenceIds(Option.apply("scala|"), 1).asJava()))
        .containsExactly("scala|1");
    assertThat(scala.sliceForPersistenceId("scala|1")).isEqualTo(Partitioner.slice("scala|1"));
    assertThat(scala.sliceRanges(2).head().size()).isEqualTo(512);
  }
}
