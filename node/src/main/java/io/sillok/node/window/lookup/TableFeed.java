package io.sillok.node.window.lookup;

import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.node.stream.time.CountedTimes;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.reader.LogFollower;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.lookup.TimedTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one partition of a stream from the beginning, and on as it grows, into a table of all
 * times. Thread-safe.
 */
final class TableFeed implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(TableFeed.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final CountedTimes times;
  private final LogId log;
  private final LogFollower follower;
  private final Executor executor;
  private final TimedTable<IndexedEvent> table;
  private final Map<Object, Waiting> waiting = new HashMap<>();
  private long next;
  private boolean more = true;
  private boolean busy;
  private boolean atEnd;
  private boolean closed;

  /** Whoever waits until {@code time} is known, or, if it wants that, until the log's end is. */
  private record Waiting(long time, boolean orEnd, Runnable wake) {}

  /**
   * @param executor runs what is made of blocks, and wakes those who wait
   */
  TableFeed(TableSource source, LogId log, LogFollower follower, Executor executor) {
    times = new CountedTimes(source.mostAhead());
    this.log = log;
    this.follower = follower;
    this.executor = executor;
    table = new TimedTable<>(source.outOfOrderness());
  }

  void start() {
    follower.start(this::wake);
    readOn();
  }

  private void wake() {
    synchronized (this) {
      more = true;
    }
    readOn();
  }

  private void readOn() {
    long from = begin();
    if (from >= 0) {
      follower
          .read(from)
          .whenCompleteAsync((blocks, failure) -> wasRead(blocks, failure), executor);
    }
  }

  /** The offset to read from now; -1 if there is nothing to read, or somebody reads. */
  private synchronized long begin() {
    if (busy || closed || !more) {
      return -1;
    }
    busy = true;
    more = false;
    return next;
  }

  private void wasRead(@Nullable List<Block> blocks, @Nullable Throwable failure) {
    if (blocks == null) {
      failed(String.valueOf(failure));
      return;
    }
    try {
      take(blocks).forEach(Runnable::run);
    } catch (RuntimeException broken) {
      failed(broken.toString());
      return;
    }
    readOn();
  }

  private void failed(String reason) {
    LOGGER.warn("Table {} cannot be read on: {}", log, reason);
    CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS, executor)
        .execute(this::again);
  }

  private void again() {
    synchronized (this) {
      busy = false;
      more = true;
    }
    readOn();
  }

  /** Those to wake. */
  private synchronized List<Runnable> take(List<Block> blocks) {
    for (Block block : blocks) {
      if (block.events().isEmpty()) {
        advance(block);
      }
      for (IndexedEvent event : block.indexed()) {
        if (event.offset() >= next) {
          take(event);
          next = event.offset() + 1;
        }
      }
      next = Math.max(next, block.nextOffset());
    }
    busy = false;
    more = more || !blocks.isEmpty();
    atEnd = !more;
    return ripe();
  }

  private void advance(Block block) {
    if (block.maxEventTime() != null) {
      long time = EventTimes.micros(block.maxEventTime());
      table.advance(time == EventTimes.MAX ? Window.NEVER : time);
    }
  }

  private void take(IndexedEvent event) {
    long time = EventTimes.micros(event.event().eventTime());
    String key = StreamRecordCodec.decode(event.event().payload().bytes()).key().orElse("");
    if (times.counts(event)) {
      table.change(key, time, event);
    } else {
      table.changeWithoutTime(key, event);
    }
  }

  private List<Runnable> ripe() {
    List<Runnable> ripe = new ArrayList<>();
    Iterator<Waiting> all = waiting.values().iterator();
    while (all.hasNext()) {
      Waiting each = all.next();
      if (table.isComplete(each.time()) || (each.orEnd() && atEnd)) {
        ripe.add(each.wake());
        all.remove();
      }
    }
    return ripe;
  }

  /** What {@code key} had at {@code time}, if that is known. */
  synchronized TableView.Answer find(String key, long time) {
    return table.isComplete(time)
        ? new TableView.Known(table.find(key, time))
        : new TableView.Unknown(new TableWait(log.partition(), time));
  }

  /**
   * Has {@code wake} called once {@code time} is known, on any thread, instead of what {@code who}
   * waited for before. Answers whether the log has no more to read; if it has, {@code wake} is
   * called when it has not, too.
   */
  boolean await(Object who, long time, Runnable wake) {
    boolean isKnown;
    boolean isEnd;
    synchronized (this) {
      isKnown = table.isComplete(time);
      isEnd = atEnd;
      if (!isKnown) {
        waiting.put(who, new Waiting(time, !isEnd, wake));
      }
    }
    if (isKnown) {
      wake.run();
    }
    return isEnd && !isKnown;
  }

  synchronized void forget(Object who) {
    waiting.remove(who);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    follower.close();
  }
}
