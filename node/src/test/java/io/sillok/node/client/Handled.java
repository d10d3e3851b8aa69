package io.sillok.node.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.client.event.From;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.stream.EventStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What handlers were given, and whether it is all there is. Thread-safe. */
final class Handled {

  private final List<StreamEvent> events = Collections.synchronizedList(new ArrayList<>());

  void take(StreamEvent event) {
    events.add(event);
  }

  List<StreamEvent> events() {
    return List.copyOf(events);
  }

  /** Returns when there were so many. */
  void await(int count) {
    Eventually.holds(() -> events.size() >= count, () -> events.size() + " events");
  }

  /**
   * Fails unless each event of {@code stream} was given once, and those of a partition in order.
   */
  void assertExactly(EventStream stream) {
    assertThat(offsets(events())).isEqualTo(offsets(stream.read(From.START).toList()));
  }

  /**
   * Fails unless each event of {@code stream} was given, and those of a partition in order: one may
   * come again with those behind it, but none is left out.
   */
  void assertAllInOrder(EventStream stream) {
    Map<Integer, List<Long>> given = offsets(events());
    Map<Integer, List<Long>> stored = offsets(stream.read(From.START).toList());
    assertThat(given.keySet()).isEqualTo(stored.keySet());
    stored.forEach((partition, offsets) -> {
      int place = -1;
      int farthest = -1;
      for (long offset : Objects.requireNonNull(given.get(partition))) {
        int next = offsets.indexOf(offset);
        assertThat(next).as("place in partition %d", partition).isBetween(0, place + 1);
        place = next;
        farthest = Math.max(farthest, place);
      }
      assertThat(farthest).as("last of partition %d", partition).isEqualTo(offsets.size() - 1);
    });
  }

  private static Map<Integer, List<Long>> offsets(List<StreamEvent> events) {
    Map<Integer, List<Long>> offsets = new TreeMap<>();
    for (StreamEvent event : events) {
      offsets.computeIfAbsent(event.partition(), none -> new ArrayList<>()).add(event.offset());
    }
    return offsets;
  }
}
