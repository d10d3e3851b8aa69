package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.Partitioner;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.typed.EventEnvelope;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

/** Queries by slices of an entity type. */
abstract class SliceQueryContract extends NodeContract {

  private static final int LAST = Partitioner.SLICES - 1;

  @Override
  protected String settings() {
    // Polling must not be what makes live queries work; small pages make many.
    return "sillok.persistence { partitions = 8, query { poll-interval = 1h, page-bytes = 600 } }";
  }

  @Test
  void ranges_of_slices_divide_the_events_of_a_type_among_them() throws Exception {
    fill("divided", 40);
    fill("divided-not", 5);
    List<String> found = new ArrayList<>();
    for (Pair<Integer, Integer> range : node().query().sliceRanges(4)) {
      List<EventEnvelope<Object>> part =
          all(current("divided", range.first(), range.second(), Offset.noOffset()));
      assertThat(part)
          .allSatisfy(envelope -> {
            assertThat(envelope.slice())
                .isEqualTo(node().query().sliceForPersistenceId(envelope.persistenceId()))
                .isBetween(range.first(), range.second());
            assertThat(envelope.entityType()).isEqualTo("divided");
            assertThat(envelope.getEvent()).isEqualTo(new Counter.Added(1));
          });
      found.addAll(names(part));
    }
    assertThat(found).hasSize(80).doesNotHaveDuplicates();
  }

  @Test
  void a_range_within_a_partition_is_kept_to() throws Exception {
    fill("single", 10);
    int slice = Partitioner.slice("single|3");
    assertThat(all(current("single", slice, slice, Offset.noOffset())))
        .extracting(EventEnvelope::persistenceId)
        .containsOnly("single|3");
  }

  @Test
  void whoever_resumes_at_any_event_gets_exactly_the_rest() throws Exception {
    fill("resumed", 10);
    List<EventEnvelope<Object>> found = all(current("resumed", 0, LAST, Offset.noOffset()));
    assertThat(found).hasSize(20);
    for (int index = 0; index < found.size(); index++) {
      List<String> seen = new ArrayList<>(names(found.subList(0, index + 1)));
      seen.addAll(names(all(current("resumed", 0, LAST, found.get(index).offset()))));
      assertThat(seen).hasSize(20).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_position_is_good_after_a_restart() throws Exception {
    fill("restarted", 6);
    List<EventEnvelope<Object>> found = all(current("restarted", 0, LAST, Offset.noOffset()));
    restart();
    fill("restarted", 3);
    List<EventEnvelope<Object>> rest = all(current("restarted", 0, LAST, found.getLast().offset()));
    assertThat(rest).hasSize(6).allSatisfy(e -> assertThat(e.sequenceNr()).isGreaterThan(2));
  }

  @Test
  void a_live_query_sees_an_event_as_soon_as_it_is_durable() throws Exception {
    SinkQueueWithCancel<EventEnvelope<Object>> live =
        run(node().query().eventsBySlices("live", 0, LAST, Offset.noOffset()));
    for (int entity = 0; entity < 20; entity++) {
      add("live|" + entity, 1);
      assertThat(next(live).persistenceId()).isEqualTo("live|" + entity);
    }
    live.cancel();
  }

  @Test
  void present_events_end_though_each_that_is_read_makes_another() throws Exception {
    fill("chased", 4);
    Source<EventEnvelope<Object>, NotUsed> chasing =
        current("chased", 0, LAST, Offset.noOffset())
            .take(50)
            .map(envelope -> {
              add(envelope.persistenceId(), 1);
              return envelope;
            });
    assertThat(all(chasing)).hasSize(8);
  }

  @Test
  void an_envelope_survives_serialization_with_its_position() throws Exception {
    fill("sent", 3);
    EventEnvelope<Object> sent = all(current("sent", 0, LAST, Offset.noOffset())).getLast();
    node().kit.serializationTestKit().verifySerialization(sent, true);
    node().kit.serializationTestKit().verifySerialization(sent.offset(), true);
  }

  @Test
  void slices_and_types_that_do_not_exist_are_refused_at_once() {
    assertThatThrownBy(() -> current("cart", 5, 4, Offset.noOffset()))
        .hasMessage("Slices must be a range within 0 to 1023, but are 5 to 4");
    assertThatThrownBy(() -> current("cart", 0, 1024, Offset.noOffset()))
        .hasMessageContaining("0 to 1024");
    assertThatThrownBy(() -> current("state@cart", 0, 1, Offset.noOffset()))
        .hasMessage(
            "Entity type state@cart has no events: ids that begin with \"state@\" are kept for durable"
                + " states");
    assertThatThrownBy(() -> current("stream@view", 0, 1, Offset.noOffset()))
        .hasMessageContaining("are kept for the events of streams");
  }

  private Source<EventEnvelope<Object>, NotUsed> current(
      String type, int min, int max, Offset offset) {
    return node().query().currentEventsBySlices(type, min, max, offset);
  }

  /** Two events each of so many entities. */
  private void fill(String type, int entities) {
    for (int entity = 0; entity < entities; entity++) {
      add("%s|%d".formatted(type, entity), 2);
    }
  }

  private static List<String> names(List<EventEnvelope<Object>> envelopes) {
    return envelopes.stream()
        .map(envelope -> envelope.persistenceId() + "#" + envelope.sequenceNr())
        .toList();
  }
}
