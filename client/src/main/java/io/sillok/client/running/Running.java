package io.sillok.client.running;

import io.sillok.client.failure.InterruptedCallException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How something that runs by itself has ended, and whether its owner was told. A failure is told at
 * least once: to who waits, or else to who closes. Thread-safe.
 */
public final class Running {

  private static final System.Logger LOG = System.getLogger("io.sillok.client");

  private final String name;
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param name of what runs, for the log
   */
  public Running(String name) {
    this.name = name;
  }

  /** It was stopped; means nothing after a failure. */
  public void ended() {
    end.countDown();
  }

  /** It stops because of {@code cause}: an exception without a checked type, or an error. */
  public void failed(Throwable cause) {
    if (isRunning() && failure.compareAndSet(null, cause)) {
      LOG.log(System.Logger.Level.ERROR, name + " has stopped", cause);
    }
    end.countDown();
  }

  public boolean isRunning() {
    return end.getCount() > 0;
  }

  /** Waits for its end; throws what it failed with. */
  public void await() {
    try {
      end.await();
    } catch (InterruptedException interrupted) {
      throw InterruptedCallException.restoring(interrupted);
    }
    throwFailure();
  }

  /** Waits for its end for some time; answers whether it came, and throws what it failed with. */
  public boolean await(Duration time) {
    try {
      if (!end.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    } catch (InterruptedException interrupted) {
      throw InterruptedCallException.restoring(interrupted);
    }
    throwFailure();
    return true;
  }

  /** Throws what it has failed with, unless somebody was told before. */
  public void tell() {
    if (!told.get()) {
      throwFailure();
    }
  }

  private void throwFailure() {
    Throwable cause = failure.get();
    if (cause != null) {
      told.set(true);
      switch (cause) {
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        default -> throw new IllegalStateException(name + " has stopped", cause);
      }
    }
  }
}
