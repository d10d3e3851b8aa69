package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.Test;

/** Queries by tag, over all logs. */
abstract class TagQueryContract extends NodeContract {

  @Override
  protected String settings() {
    // Polling must not be what makes live queries work; small pages make many.
    return "sillok.persistence { partitions = 4, query { poll-interval = 1h, page-bytes = 400 } }";
  }

  @Test
  void present_events_with_the_tag_are_found_in_all_logs() throws Exception {
    fill("present", "sought", 12);
    fill("present-not", "other", 3);
    List<EventEnvelope> found = all(node().query().currentEventsByTag("sought", Offset.noOffset()));
    assertThat(found).hasSize(12 * 3);
    assertThat(ids(found)).hasSize(12);
    checkOrder(found);
    assertThat(all(node().query().currentEventsByTag("never used", Offset.noOffset()))).isEmpty();
  }

  @Test
  void whoever_resumes_at_any_event_gets_exactly_the_rest() throws Exception {
    fill("resumed", "resumed", 8);
    List<EventEnvelope> found =
        all(node().query().currentEventsByTag("resumed", Offset.noOffset()));
    assertThat(found).hasSize(24);
    for (int index = 0; index < found.size(); index++) {
      List<EventEnvelope> seen = new ArrayList<>(found.subList(0, index + 1));
      List<EventEnvelope> rest =
          all(node().query().currentEventsByTag("resumed", found.get(index).offset()));
      assertThat(rest).hasSize(found.size() - seen.size());
      seen.addAll(rest);
      assertThat(names(seen)).doesNotHaveDuplicates().hasSize(24);
      checkOrder(seen);
    }
  }

  @Test
  void a_live_query_sees_events_at_once_and_in_logs_that_appear_later() throws Exception {
    fill("live", "live", 1);
    SinkQueueWithCancel<EventEnvelope> live =
        run(node().query().eventsByTag("live", Offset.noOffset()));
    List<EventEnvelope> seen = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      seen.add(next(live));
    }
    for (int log = 1; log <= 5; log++) {
      add(Counter.tagged("live-%d|1".formatted(log), Set.of("live", "other")), 1);
      seen.add(next(live));
      assertThat(seen.getLast().persistenceId()).isEqualTo("live-%d|1".formatted(log));
      assertThat(seen.getLast().event()).isEqualTo(new Counter.Added(1));
      add("live-%d|untagged".formatted(log), 1);
    }
    live.cancel();
    SinkQueueWithCancel<EventEnvelope> resumed =
        run(node().query().eventsByTag("live", seen.get(4).offset()));
    List<EventEnvelope> rest = List.of(next(resumed), next(resumed), next(resumed));
    resumed.cancel();
    assertThat(names(rest)).containsExactlyInAnyOrderElementsOf(names(seen.subList(5, 8)));
  }

  @Test
  void present_events_end_though_each_that_is_read_makes_another() throws Exception {
    fill("chased", "chased", 4);
    List<EventEnvelope> found =
        all(
            node()
                .query()
                .currentEventsByTag("chased", Offset.noOffset())
                .take(100)
                .map(envelope -> {
                  fill("chased-" + envelope.sequenceNr(), "chased", 1);
                  return envelope;
                }));
    assertThat(found).hasSize(12);
  }

  @Test
  void an_offset_of_another_kind_is_refused_at_once() {
    assertThatThrownBy(() -> node().query().eventsByTag("red", Offset.sequence(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NoOffset or with the Position of an earlier event");
  }

  /** Three tagged events each of so many entities, and others between them. */
  private void fill(String type, String tag, int entities) {
    for (int entity = 0; entity < entities; entity++) {
      String id = "%s|%d".formatted(type, entity);
      add(Counter.tagged(id, Set.of(tag)), 2);
      add(id + "-untagged", 1);
      add(Counter.tagged(id, Set.of(tag, "also")), 1);
    }
  }

  private static Set<String> ids(List<EventEnvelope> envelopes) {
    return Set.copyOf(envelopes.stream().map(EventEnvelope::persistenceId).toList());
  }

  private static List<String> names(List<EventEnvelope> envelopes) {
    return envelopes.stream()
        .map(envelope -> envelope.persistenceId() + "#" + envelope.sequenceNr())
        .toList();
  }

  /** An entity's events come in their order, each behind the one before. */
  private static void checkOrder(List<EventEnvelope> envelopes) {
    Map<String, Long> last = new HashMap<>();
    for (EventEnvelope envelope : envelopes) {
      assertThat(envelope.sequenceNr())
          .isEqualTo(last.getOrDefault(envelope.persistenceId(), 0L) + 1);
      assertThat(envelope.timestamp()).isPositive();
      last.put(envelope.persistenceId(), envelope.sequenceNr());
    }
  }
}
