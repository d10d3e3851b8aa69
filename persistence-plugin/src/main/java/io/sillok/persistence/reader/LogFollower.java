package io.sillok.persistence.reader;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.AppendListener;
import io.sillok.persistence.writer.LogWriters;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one log block by block. Once started it hears of new blocks, and asks the store only for
 * what this process does not have in memory: at a head that it has heard of, it does not ask.
 */
public final class LogFollower implements AutoCloseable {

  /** Before a store is asked again that does not show yet what was heard; doubles each time. */
  private static final Duration RETRY = Duration.ofMillis(5);

  private static final int MOST_DOUBLINGS = 8;

  private final LogWriters writers;
  private final LogId log;
  private final int maxBytes;
  private final LogTail tail;
  private final AtomicInteger inVain = new AtomicInteger();
  private volatile Runnable wake = () -> {};
  private AppendListener.@Nullable Subscription subscription;

  /**
   * @param maxBytes read at once, as {@link LogWriters#read} has it
   * @param wanted whether a block holds anything for the reader; others may be left out
   */
  public LogFollower(LogWriters writers, LogId log, int maxBytes, Predicate<Block> wanted) {
    this.writers = writers;
    this.log = log;
    this.maxBytes = maxBytes;
    tail = new LogTail(wanted);
  }

  /** Has {@code wake} called when there may be more to read, on any thread. */
  public void start(Runnable wake) {
    this.wake = wake;
    subscription = writers.subscribe(log, new News());
  }

  /** Reads ask the store, whatever was heard, until one finds nothing. */
  public void suspect() {
    tail.suspect();
  }

  /** Some blocks from {@code offset} on, or from where the first is that is wanted. */
  public CompletionStage<List<Block>> read(long offset) {
    tail.pass(offset);
    OptionalLong next = tail.next();
    return next.isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : writers.read(log, next.getAsLong(), maxBytes).thenApply(this::found);
  }

  private List<Block> found(List<Block> blocks) {
    if (!blocks.isEmpty()) {
      inVain.set(0);
    } else if (tail.foundNothing()) {
      long delay = RETRY.toMillis() << Math.min(inVain.getAndIncrement(), MOST_DOUBLINGS);
      CompletableFuture.delayedExecutor(delay, MILLISECONDS).execute(() -> wake.run());
    }
    return blocks;
  }

  @Override
  public void close() {
    wake = () -> {};
    if (subscription != null) {
      subscription.close();
    }
  }

  private final class News implements AppendListener {

    @Override
    public void appended(Block block) {
      if (tail.appended(block)) {
        wake.run();
      }
    }

    @Override
    public void moved(LogId moved, long head) {
      if (tail.moved(head)) {
        wake.run();
      }
    }
  }
}
