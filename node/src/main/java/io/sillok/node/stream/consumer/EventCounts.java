package io.sillok.node.stream.consumer;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.Streams.StreamReading;
import java.util.Collections;
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

  /** Offsets that are looked at, of all partitions together. */
  static final long COUNTED = 10_000;

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

  /** The events that are {@code wanted} from {@code from} to {@code to}, by partition. */
  CompletionStage<SortedMap<Integer, Long>> between(
      StreamDefinition stream,
      Map<Integer, Long> from,
      Map<Integer, Long> to,
      Predicate<StreamEvent> wanted) {
    SortedMap<Integer, Long> offsets = offsets(from, to);
    if (sum(offsets) > COUNTED) {
      return CompletableFuture.completedFuture(offsets);
    }
    SortedMap<Integer, Long> counts = Collections.synchronizedSortedMap(new TreeMap<>());
    CompletableFuture<?>[] counted =
        offsets.keySet().stream()
            .map(partition ->
                count(
                        stream,
                        partition,
                        from.getOrDefault(partition, 0L),
                        to.getOrDefault(partition, 0L),
                        wanted)
                    .thenAccept(count -> counts.put(partition, count))
                    .toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(counted).thenApply(done -> counts);
  }

  private CompletionStage<Long> count(
      StreamDefinition stream, int partition, long from, long to, Predicate<StreamEvent> wanted) {
    StreamPosition start =
        new StreamPosition(stream.name(), new TreeMap<>(Map.of(partition, from)));
    return streams
        .current(new StreamReading(stream, start, Optional.empty(), Set.of(partition)))
        .takeWhile(event -> event.offset() < to)
        .filter(wanted::test)
        .runWith(Sink.<Long, StreamEvent>fold(0L, (count, event) -> count + 1), system);
  }
}
