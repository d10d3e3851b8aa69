package io.sillok.node.stream.follow;

import io.sillok.node.stream.EventDecoder;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.reader.HeadWatch;
import io.sillok.persistence.reader.LogFollower;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows one partition by its log. What was read and not taken yet is kept as bytes, and read
 * through the definition that the stream has when it is asked for.
 */
final class LogStreamFollower implements StreamFollower {

  private final HeadWatch watch;
  private final Duration interval;
  private final Supplier<CompletionStage<StreamDefinition>> stream;
  private final int partition;
  private final PlacedEvents events;
  private final int readBytes;
  private final Runnable wake;
  private final Deque<IndexedEvent> kept = new ArrayDeque<>();
  private @Nullable LogFollower log;
  private boolean closed;
  private long next;

  LogStreamFollower(
      HeadWatch watch,
      Duration interval,
      Supplier<CompletionStage<StreamDefinition>> stream,
      int partition,
      PlacedEvents events,
      int readBytes,
      long from,
      Runnable wake) {
    this.watch = watch;
    this.interval = interval;
    this.stream = stream;
    this.partition = partition;
    this.events = events;
    this.readBytes = readBytes;
    this.wake = wake;
    next = from;
  }

  @Override
  public CompletionStage<FollowedPage> read(int limit) {
    return stream
        .get()
        .thenCompose(
            definition -> fill(definition).thenCompose(end -> page(definition, limit, end)));
  }

  /** Has something kept, unless there is nothing of the stream; whether the end was reached. */
  private CompletionStage<Boolean> fill(StreamDefinition definition) {
    if (isKept()) {
      return CompletableFuture.completedFuture(false);
    }
    return log(definition).read(next).thenApply(blocks -> keep(definition, blocks));
  }

  private synchronized boolean isKept() {
    return !kept.isEmpty();
  }

  private synchronized LogFollower log(StreamDefinition definition) {
    if (log == null) {
      LogId id = new LogId(definition.log(), partition);
      log = new LogFollower(watch, interval, id, readBytes, block -> true);
      if (!closed) {
        log.start(wake);
      }
    }
    return log;
  }

  private synchronized boolean keep(StreamDefinition definition, List<Block> blocks) {
    for (Block block : blocks) {
      List<IndexedEvent> found =
          block.indexed().stream()
              .filter(
                  event -> event.offset() >= next && EventDecoder.isOf(definition, event.event()))
              .toList();
      kept.addAll(found);
      next = Math.max(next, block.nextOffset());
    }
    return blocks.isEmpty();
  }

  private CompletionStage<FollowedPage> page(StreamDefinition definition, int limit, boolean end) {
    First first = first(limit);
    return events
        .decode(definition, first.events())
        .thenApply(decoded -> new FollowedPage(definition, decoded, first.next(), end));
  }

  /**
   * Some of what is kept.
   *
   * @param next the offset behind them, and behind what is none of the stream
   */
  private record First(List<IndexedEvent> events, long next) {}

  private synchronized First first(int limit) {
    List<IndexedEvent> events = kept.stream().limit(limit).toList();
    long behind = kept.stream().skip(limit).findFirst().map(IndexedEvent::offset).orElse(next);
    return new First(events, behind);
  }

  @Override
  public synchronized void taken(long before) {
    for (IndexedEvent first = kept.peekFirst();
        first != null && first.offset() < before;
        first = kept.peekFirst()) {
      kept.removeFirst();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (log != null) {
      log.close();
    }
  }
}
