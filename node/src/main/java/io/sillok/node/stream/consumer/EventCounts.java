package io.sillok.node.stream.consumer;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.Streams.StreamReading;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * How many events are between two places of a stream. Not every offset is an event of the stream
 * that a consumer wants, so the events are counted where they are not too many; else the offsets
 * are, which are at least as many.
 */
final class EventCounts {

  /** So many offsets are looked at, of all partitions together. */
  static final long COUNTED = 10_000;

  /** The same for what is asked often. */
  static final long COUNTED_OFTEN = 1_000;

  private final ActorSystem<?> system;
  private final Streams streams;

  EventCounts(ActorSystem<?> system, Streams streams) {
    this.system = system;
    this.streams = streams;
  }

  /** The offsets from {@code from} to {@code to}, by partition; only where there are any. */
  static SortedMap<Integer, Long> offsets(Map<Integer, Long> from, Map<Integer, Long> to) {
    SortedMap<Integer, Long> between = new TreeMap<>();
    to.forEach((partition, end) -> {
      long offsets = end - from.getOrDefault(partition, 0L);
      if (offsets > 0) {
        between.put(partition, offsets);
      }
    });
    return between;
  }

  static long sum(Map<Integer, Long> byPartition) {
    return byPartition.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The events that are {@code wanted} from {@code from} on, by partition.
   *
   * @param end of the stream
   * @param atMost so many offsets are looked at; of more, the offsets are counted
   */
  CompletionStage<SortedMap<Integer, Long>> behind(
      StreamDefinition stream,
      SortedMap<Integer, Long> from,
      StreamPosition end,
      Predicate<StreamEvent> wanted,
      long atMost) {
    SortedMap<Integer, Long> offsets = offsets(from, end.offsets());
    if (offsets.isEmpty() || sum(offsets) > atMost) {
      return CompletableFuture.completedFuture(offsets);
    }
    return streams
        .current(reading(stream, from, offsets.keySet()))
        .filter(event ->
            event.offset() < end.offsets().getOrDefault(event.partition(), 0L)
                && wanted.test(event))
        .runWith(
            Sink.<SortedMap<Integer, Long>, StreamEvent>fold(
                new TreeMap<>(),
                (counts, event) -> {
                  counts.merge(event.partition(), 1L, Long::sum);
                  return counts;
                }),
            system);
  }

  /** The events that are {@code wanted} from {@code from} to {@code to}, of all partitions. */
  CompletionStage<Long> between(
      StreamDefinition stream,
      SortedMap<Integer, Long> from,
      SortedMap<Integer, Long> to,
      Predicate<StreamEvent> wanted) {
    SortedMap<Integer, Long> offsets = offsets(from, to);
    CompletionStage<Long> sum = CompletableFuture.completedFuture(0L);
    if (sum(offsets) > COUNTED) {
      return CompletableFuture.completedFuture(sum(offsets));
    }
    for (int partition : offsets.keySet()) {
      long end = to.getOrDefault(partition, 0L);
      sum =
          sum.thenCompose(before ->
              streams
                  .current(reading(stream, from, Set.of(partition)))
                  .takeWhile(event -> event.offset() < end)
                  .filter(wanted::test)
                  .runWith(
                      Sink.<Long, StreamEvent>fold(before, (count, event) -> count + 1), system));
    }
    return sum;
  }

  private static StreamReading reading(
      StreamDefinition stream, SortedMap<Integer, Long> from, Set<Integer> partitions) {
    SortedMap<Integer, Long> start = new TreeMap<>(from);
    start.keySet().retainAll(partitions);
    return new StreamReading(
        stream, new StreamPosition(stream.name(), start), Optional.empty(), partitions);
  }
}
