package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What all instances of a consumer were given, and what they committed. */
final class HandedOut {

  private final List<Span> spans = new ArrayList<>();
  private final Map<Integer, Long> attempted = new ConcurrentHashMap<>();
  private final Map<Integer, Long> acknowledged = new ConcurrentHashMap<>();
  private final AtomicLong events = new AtomicLong();

  /**
   * What one instance was given of one partition, without a pause.
   *
   * @param instance its name
   * @param least what was committed for sure when it connected
   * @param most what may have been committed when the first came
   * @param offsets in the order in which they came
   */
  record Span(String instance, int partition, long least, long most, List<Long> offsets) {}

  long events() {
    return events.get();
  }

  void given() {
    events.incrementAndGet();
  }

  /** What is committed for sure, by partition. */
  Map<Integer, Long> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  /** A span begins. */
  synchronized Span begin(String instance, int partition, Map<Integer, Long> committed) {
    Span span =
        new Span(
            instance,
            partition,
            committed.getOrDefault(partition, 0L),
            attempted.getOrDefault(partition, 0L),
            new ArrayList<>());
    spans.add(span);
    return span;
  }

  void attempts(Map<Integer, Long> offsets) {
    offsets.forEach((partition, next) -> attempted.merge(partition, next, Math::max));
  }

  void acknowledges(Map<Integer, Long> offsets) {
    offsets.forEach((partition, next) -> acknowledged.merge(partition, next, Math::max));
  }

  /** How often a partition went from one instance to another. */
  synchronized long moves() {
    Map<Integer, String> last = new HashMap<>();
    long moves = 0;
    for (Span span : spans) {
      String before = last.put(span.partition(), span.instance());
      moves += before != null && !before.equals(span.instance()) ? 1 : 0;
    }
    return moves;
  }

  /**
   * Every event of {@code log} was handed out, those of a span one after the other, and nothing
   * before a span that was not committed.
   *
   * @param log the offsets of the events, by partition
   */
  synchronized void check(Map<Integer, NavigableSet<Long>> log) {
    Map<Integer, Set<Long>> seen = new HashMap<>();
    for (Span span : spans) {
      NavigableSet<Long> all = Objects.requireNonNull(log.get(span.partition()));
      long first = span.offsets().getFirst();
      long last = span.offsets().getLast();
      assertThat(span.offsets())
          .as("%s", span)
          .containsExactlyElementsOf(all.subSet(first, true, last, true));
      assertThat(first).as("%s is not handed out again", span).isGreaterThanOrEqualTo(span.least());
      assertThat(span.most() < first ? all.subSet(span.most(), first) : Set.of())
          .as("not committed and skipped before %s", span)
          .isEmpty();
      seen.computeIfAbsent(span.partition(), none -> new HashSet<>()).addAll(span.offsets());
    }
    log.forEach((partition, offsets) ->
        assertThat(seen.getOrDefault(partition, Set.of()))
            .as("partition %d", partition)
            .containsExactlyInAnyOrderElementsOf(offsets));
  }
}
