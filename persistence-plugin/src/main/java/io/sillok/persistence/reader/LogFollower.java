package io.sillok.persistence.reader;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.AppendListener;
import io.sillok.persistence.writer.LogGroup;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one log block by block. Once started it hears of new blocks, and asks the store only for
 * what this process does not have in memory: at a head that it has heard of, it does not ask.
 */
public final class LogFollower implements AutoCloseable {

  private final HeadWatch watch;
  private final Duration interval;
  private final LogId log;
  private final int maxBytes;
  private final LogTail tail;
  private final RetryDelay retry = new RetryDelay();
  private volatile Runnable wake = () -> {};
  private AppendListener.@Nullable Subscription subscription;
  private AppendListener.@Nullable Subscription looking;

  /**
   * @param interval between two looks for what nobody told of
   * @param maxBytes read at once, as {@link io.sillok.persistence.writer.LogWriters#read} has it
   * @param wanted whether a block holds anything for the reader; others may be left out
   */
  public LogFollower(
      HeadWatch watch, Duration interval, LogId log, int maxBytes, Predicate<Block> wanted) {
    this.watch = watch;
    this.interval = interval;
    this.log = log;
    this.maxBytes = maxBytes;
    tail = new LogTail(wanted);
  }

  /** Has {@code wake} called when there may be more to read, on any thread. */
  public void start(Runnable wake) {
    this.wake = wake;
    subscription = watch.writers().subscribe(log, new News());
    looking = watch.keepLooking(new LogGroup.Single(log), interval);
  }

  /** Some blocks from {@code offset} on, or from where the first is that is wanted. */
  public CompletionStage<List<Block>> read(long offset) {
    tail.pass(offset);
    OptionalLong next = tail.next();
    return next.isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : watch.writers().read(log, next.getAsLong(), maxBytes).thenApply(this::found);
  }

  /** Everything before this offset was read, or is not wanted. */
  public long passed() {
    return tail.passed();
  }

  private List<Block> found(List<Block> blocks) {
    if (!blocks.isEmpty()) {
      retry.reset();
    } else if (tail.foundNothing()) {
      retry.run(() -> wake.run());
    }
    return blocks;
  }

  @Override
  public void close() {
    wake = () -> {};
    if (subscription != null) {
      subscription.close();
    }
    if (looking != null) {
      looking.close();
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
