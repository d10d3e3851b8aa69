package io.sillok.node.stream.consumer;

import io.sillok.node.stage.PekkoStages;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.Streams.StreamReading;
import io.sillok.node.stream.UnreadableEventException;
import io.sillok.node.stream.consumer.kept.Consumer;
import io.sillok.node.stream.filter.FilterFailureException;
import io.sillok.node.stream.filter.OutdatedFilterException;
import io.sillok.persistence.Cause;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
  private final ConsumerFilters filters;

  EventCounts(ActorSystem<?> system, Streams streams, ConsumerFilters filters) {
    this.system = system;
    this.streams = streams;
    this.filters = filters;
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
   * What a stream has.
   *
   * @param start before the first event that is retained
   * @param end behind the last
   */
  record Extent(StreamPosition start, StreamPosition end) {

    /**
     * Where a consumer goes on that has come to {@code offsets}: what was dropped does not come.
     */
    SortedMap<Integer, Long> from(Map<Integer, Long> offsets) {
      SortedMap<Integer, Long> from = new TreeMap<>(offsets);
      start.offsets().forEach((partition, first) -> from.merge(partition, first, Math::max));
      return from;
    }

    /** How many offsets behind {@code offsets} were dropped. */
    long dropped(Map<Integer, Long> offsets) {
      return sum(EventCounts.offsets(offsets, start.offsets()));
    }
  }

  /**
   * The events that {@code consumer} has still to consume and that are there, by partition.
   *
   * @param atMost so many offsets are looked at; of more, the offsets are counted
   */
  CompletionStage<SortedMap<Integer, Long>> lag(
      StreamDefinition stream, ConsumerId id, Consumer consumer, Extent extent, long atMost) {
    SortedMap<Integer, Long> from = extent.from(consumer.offsets());
    SortedMap<Integer, Long> end = extent.end().offsets();
    SortedMap<Integer, Long> offsets = offsets(from, end);
    if (offsets.isEmpty() || sum(offsets) > atMost) {
      return CompletableFuture.completedFuture(offsets);
    }
    return reading(stream, id, consumer, from, offsets.keySet())
        .thenCompose(reading ->
            PekkoStages.run(
                system,
                streams
                    .current(reading)
                    .filter(event -> event.offset() < end.getOrDefault(event.partition(), 0L)),
                Sink.<SortedMap<Integer, Long>, StreamEvent>fold(
                    new TreeMap<>(), EventCounts::counting)))
        .exceptionallyCompose(failure -> unlessUnreadable(failure, offsets));
  }

  private static SortedMap<Integer, Long> counting(
      SortedMap<Integer, Long> counts, StreamEvent event) {
    counts.merge(event.partition(), 1L, Long::sum);
    return counts;
  }

  /** The events for {@code consumer} from {@code from} to {@code to}, of all partitions. */
  CompletionStage<Long> between(
      StreamDefinition stream,
      ConsumerId id,
      Consumer consumer,
      SortedMap<Integer, Long> from,
      SortedMap<Integer, Long> to) {
    SortedMap<Integer, Long> offsets = offsets(from, to);
    CompletionStage<Long> counted = CompletableFuture.completedFuture(0L);
    if (sum(offsets) > COUNTED) {
      return CompletableFuture.completedFuture(sum(offsets));
    }
    for (int partition : offsets.keySet()) {
      long end = to.getOrDefault(partition, 0L);
      counted =
          counted.thenCompose(before ->
              reading(stream, id, consumer, from, Set.of(partition))
                  .thenCompose(reading ->
                      PekkoStages.run(
                          system,
                          streams.current(reading).takeWhile(event -> event.offset() < end),
                          Sink.<Long, StreamEvent>fold(before, (count, event) -> count + 1))));
    }
    return counted.exceptionallyCompose(failure -> unlessUnreadable(failure, sum(offsets)));
  }

  private CompletionStage<StreamReading> reading(
      StreamDefinition stream,
      ConsumerId id,
      Consumer consumer,
      SortedMap<Integer, Long> from,
      Set<Integer> partitions) {
    SortedMap<Integer, Long> start = new TreeMap<>(from);
    start.keySet().retainAll(partitions);
    return CompletableFuture.completedFuture(new StreamPosition(stream.name(), start))
        .thenApply(position ->
            new StreamReading(
                stream, position, Optional.empty(), partitions, filters.of(stream, id, consumer)));
  }

  /**
   * An event that cannot be read, or that the filter cannot decide on, does not hide the others.
   */
  private static <T> CompletionStage<T> unlessUnreadable(Throwable failure, T otherwise) {
    Throwable cause = Cause.of(failure);
    return cause instanceof FilterFailureException
            || cause instanceof OutdatedFilterException
            || cause instanceof UnreadableEventException
        ? CompletableFuture.completedFuture(otherwise)
        : CompletableFuture.failedFuture(failure);
  }
}
