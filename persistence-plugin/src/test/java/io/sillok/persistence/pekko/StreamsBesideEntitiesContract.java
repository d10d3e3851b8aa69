package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.contract.Samples;
import io.sillok.persistence.pekko.query.LogOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.Test;

/** Queries for entities where there are streams, too, whose events no serializer here can read. */
abstract class StreamsBesideEntitiesContract extends NodeContract {

  private static final Set<String> TAGS = Set.of("red");

  @Override
  protected String settings() {
    return "sillok.persistence { partitions = 4, query { poll-interval = 100ms, page-size = 5 } }";
  }

  @Test
  void ids_are_those_of_entities() throws Exception {
    SinkQueueWithCancel<String> live =
        run(node().query().persistenceIds().filter(id -> id.contains("listed")));
    for (int number = 1; number <= 3; number++) {
      view("listed", number);
      add("listed-cart|" + number, 1);
      assertThat(next(live)).isEqualTo("listed-cart|" + number);
    }
    live.cancel();
    assertThat(all(node().query().currentPersistenceIds()))
        .contains("listed-cart|1", "listed-cart|2", "listed-cart|3")
        .noneMatch(Partitioner::isStream);
    assertThat(all(node().query().currentPersistenceIds(Optional.of("listed"), 100)))
        .contains("listed-cart|3")
        .noneMatch(Partitioner::isStream);
  }

  @Test
  void events_with_a_tag_are_those_of_entities() throws Exception {
    view("tagged", 1);
    add(Counter.tagged("tagged-cart|1", TAGS), 1);
    SinkQueueWithCancel<EventEnvelope> live =
        run(node().query().eventsByTag("red", Offset.noOffset()));
    assertThat(next(live).persistenceId()).isEqualTo("tagged-cart|1");
    view("tagged", 2);
    add(Counter.tagged("tagged-cart|2", TAGS), 1);
    assertThat(next(live).persistenceId()).isEqualTo("tagged-cart|2");
    live.cancel();
    assertThat(all(node().query().currentEventsByTag("red", Offset.noOffset())))
        .extracting(EventEnvelope::persistenceId)
        .containsExactlyInAnyOrder("tagged-cart|1", "tagged-cart|2");
  }

  @Test
  void events_by_slices_are_those_of_entities() throws Exception {
    view("sliced", 1);
    add("sliced-cart|1", 2);
    assertThat(
            all(
                node()
                    .query()
                    .<Object>currentEventsBySlices("sliced-cart", 0, 1023, Offset.noOffset())))
        .hasSize(2);
    assertThat(
            all(node().query().<Object>currentEventsBySlices("sliced", 0, 1023, Offset.noOffset())))
        .isEmpty();
  }

  @Test
  void the_events_of_a_stream_are_read_by_partition() throws Exception {
    LogId log = new LogId("placed", 2);
    SinkQueueWithCancel<EventEnvelope> live = run(node().query().eventsByPartition("placed", 2, 0));
    for (int number = 1; number <= 3; number++) {
      long offset = await(append(text(log, number)));
      EventEnvelope envelope = next(live);
      assertThat(envelope.offset()).isEqualTo(new LogOffset(log, offset));
      assertThat(envelope.event()).isEqualTo("view " + number);
    }
    live.cancel();
    assertThat(all(node().query().currentEventsByPartition("placed", 2, 0)))
        .extracting(EventEnvelope::sequenceNr)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void the_events_of_a_stream_cannot_be_read_by_their_id() {
    String id = Partitioner.streamId(new LogId("sought", 1));
    String message =
        "The events of stream@sought|1 are those of a stream and cannot be found by their persistence"
            + " id; read its log with eventsByPartition";
    assertThatThrownBy(() -> node().query().eventsByPersistenceId(id, 0, 9)).hasMessage(message);
    assertThatThrownBy(() -> node().query().currentEventsByPersistenceId(id, 0, 9))
        .hasMessage(message);
    assertThatThrownBy(() -> node().query().loadEnvelope(id, 1)).hasMessage(message);
  }

  /** Appends an event with all tags that are sought here to every partition of a stream. */
  private void view(String stream, long number) {
    for (int partition = 0; partition < 4; partition++) {
      String id = Partitioner.streamId(new LogId(stream, partition));
      await(append(Samples.richEvent(id, number)));
    }
  }

  private LoggedEvent text(LogId log, long number) {
    return new LoggedEvent(
        Partitioner.streamId(log),
        number,
        number - 1,
        "writer",
        Samples.TIME,
        node().persistence().serialization().payload("view " + number),
        "",
        null,
        Set.of());
  }

  private java.util.concurrent.CompletionStage<Long> append(LoggedEvent event) {
    return node().persistence().writers().append(List.of(event));
  }
}
