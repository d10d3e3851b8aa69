package io.sillok.node.window.reading;

import io.sillok.node.stream.time.CountedTimes;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionInput;
import io.sillok.node.window.definition.ProjectionInput.Read;
import io.sillok.node.window.lookup.TableView;
import io.sillok.node.window.lookup.TableWait;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowTimes;
import io.sillok.protocol.window.aggregate.Occurrence;
import io.sillok.protocol.window.run.Contribution;
import io.sillok.protocol.window.run.Intake;
import io.sillok.protocol.window.run.PartitionClock;
import io.sillok.protocol.window.run.Summaries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stretches of one partition of a stream mean to a projection. Depends on nothing but the
 * stretch and the event time before it, so it does not matter who reads it, when and how often.
 */
public final class PartitionReading<E> {

  private static final String AHEAD =
      "Its time is farther ahead of the time at which it was appended than its stream allows (mostAhead)";

  private final ProjectionDefinition<E> definition;
  private final ProjectionInput<E> input;
  private final int source;
  private final int partition;
  private final Partitioner partitioner;
  private final CountedTimes times;
  private final TableView table;

  /**
   * @param source number of the stream among those of the projection, from 0
   * @param table the one that its input looks up
   */
  public PartitionReading(
      ProjectionDefinition<E> definition,
      int source,
      int partition,
      Partitioner partitioner,
      TableView table) {
    this.definition = definition;
    this.input = definition.sources().get(source);
    this.source = source;
    this.partition = partition;
    this.partitioner = partitioner;
    times = new CountedTimes(input.mostAhead());
    this.table = table;
  }

  /** Number of the partition among all that the projection reads. */
  public int input() {
    return source * partitioner.partitions() + partition;
  }

  Summaries<E> summaries() {
    return definition.summaries();
  }

  /** How many shards want to know of the partition. */
  int shards() {
    return definition.isInPlace() ? 1 : partitioner.partitions();
  }

  /**
   * Reads a stretch, up to the first event for which the table is not known yet.
   *
   * @param from offset of its beginning
   * @param eventTime before it
   * @param blocks those from there on
   */
  public ReadPage read(long from, long eventTime, List<Block> blocks) {
    return read(from, Long.MAX_VALUE, eventTime, blocks);
  }

  /** As {@link #read(long, long, List)}, up to offset {@code until} at most. */
  public ReadPage read(long from, long until, long eventTime, List<Block> blocks) {
    Set<Long> failing = new HashSet<>();
    while (true) {
      Stretch stretch = new Stretch(eventTime, failing);
      try {
        stretch.read(blocks, from, until);
        return stretch.page(from);
      } catch (AggregationException failure) {
        failing.add(failure.offset); // what it left behind in aggregates is forgotten with them
      }
    }
  }

  /** A module's aggregate cannot take an event in. */
  private static final class AggregationException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final long offset;

    private AggregationException(long offset, RuntimeException cause) {
      super(cause);
      this.offset = offset;
    }
  }

  /** One that is being read. */
  private final class Stretch {

    private final PartitionClock clock;
    private final Set<Long> failing;
    private final Intake<E> intake = new Intake<>(definition.windowing(), definition.summaries());
    private final Map<Integer, Pieces> shards = new HashMap<>();
    private long next;
    private long dropped;
    private long events;
    private long skipped;
    private long rejected;
    private long pairs;
    private long late;
    private @Nullable TableWait wait;

    private Stretch(long eventTime, Set<Long> failing) {
      clock = new PartitionClock(new WindowTimes(definition.windowing().lateness()), eventTime);
      this.failing = failing;
    }

    private void read(List<Block> blocks, long from, long until) {
      next = from;
      if (!blocks.isEmpty()) {
        dropped = Math.max(0, blocks.getFirst().firstOffset() - from);
      }
      for (Block block : blocks) {
        if (block.events().isEmpty() && block.firstOffset() < until) {
          advance(block);
        }
        for (IndexedEvent event : block.indexed()) {
          if (event.offset() >= from && event.offset() < until && !read(event)) {
            next = event.offset();
            return;
          }
        }
        next = Math.min(block.nextOffset(), Math.max(until, next));
      }
    }

    private void advance(Block block) {
      if (block.maxEventTime() != null) {
        long time = EventTimes.micros(block.maxEventTime());
        clock.at(time == EventTimes.MAX ? Window.NEVER : time);
      }
    }

    /** Whether it could be read: else it waits, and event time has not come to it. */
    private boolean read(IndexedEvent event) {
      long time = EventTimes.micros(event.event().eventTime());
      Optional<Read<E>> read =
          input.isOf(event.event()) ? Optional.of(what(event)) : Optional.empty();
      if (read.isPresent() && read.get() instanceof Read.Waiting<E>(TableWait until)) {
        wait = until;
        return false;
      }
      long at = times.counts(event) ? clock.at(time) : clock.clock();
      read.ifPresent(each -> {
        events++;
        take(each, event, time, at);
      });
      return true;
    }

    private Read<E> what(IndexedEvent event) {
      if (!times.isInRange(event)) {
        return new Read.Rejected<>("Its time is beyond the years 1 to 9999, which windows have");
      }
      return times.isAhead(event) ? new Read.Rejected<>(AHEAD) : input.read(event, table);
    }

    private void take(Read<E> read, IndexedEvent event, long time, long at) {
      switch (read) {
        case Read.Counted<E> counted when failing.contains(event.offset()) ->
            reject(event, time, "The projection's aggregates cannot take it in");
        case Read.Counted<E>(String key, E value) -> add(event, key, value, time, at);
        case Read.Skipped<E> none -> skipped++;
        case Read.Rejected<E>(String reason) -> reject(event, time, reason);
        case Read.Waiting<E> waiting -> throw new IllegalStateException("It waits: " + waiting);
      }
    }

    private void add(IndexedEvent event, String key, E value, long time, long at) {
      Intake.Taken taken;
      try {
        taken = intake.add(key, value, new Occurrence(time, input(), event.offset()), at);
      } catch (RuntimeException failure) {
        throw new AggregationException(event.offset(), failure);
      }
      pairs += taken.windows();
      late += taken.tooLate().size();
      for (Window window : taken.tooLate()) {
        pieces(shard(key))
            .late
            .add(new LateEvent(key, window, input.stream(), partition, event.offset(), time, at));
      }
    }

    private void reject(IndexedEvent event, long time, String reason) {
      rejected++;
      pieces(partition)
          .rejected
          .add(new RejectedEvent(input.stream(), partition, event.offset(), time, reason));
    }

    private int shard(String key) {
      return definition.isInPlace() ? partition : partitioner.spread(key);
    }

    private Pieces pieces(int shard) {
      return shards.computeIfAbsent(shard, none -> new Pieces());
    }

    private ReadPage page(long from) {
      for (Contribution contribution : intake.drain()) {
        pieces(shard(contribution.key())).contributions.add(contribution);
      }
      pieces(partition).counts = new Counts(events, skipped, rejected, pairs, late);
      Map<Integer, ReadPart> parts = new HashMap<>();
      shards.forEach((shard, pieces) -> parts.put(shard, part(from, pieces)));
      return new ReadPage(part(from, new Pieces()), parts, shards(), System.nanoTime(), wait);
    }

    private ReadPart part(long from, Pieces pieces) {
      return new ReadPart(
          from,
          next,
          clock.eventTime(),
          dropped,
          next == from,
          pieces.counts,
          pieces.contributions,
          pieces.late,
          pieces.rejected);
    }
  }

  /** What a shard gets. */
  private static final class Pieces {
    private final List<Contribution> contributions = new ArrayList<>();
    private final List<LateEvent> late = new ArrayList<>();
    private final List<RejectedEvent> rejected = new ArrayList<>();
    private Counts counts = Counts.NONE;
  }
}
