package io.sillok.persistence.cassandra;

import io.sillok.persistence.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Runs things later on an executor, or tells them that the store was closed before. */
final class Timer implements AutoCloseable {

  private final Executor executor;
  private final ScheduledExecutorService scheduler;
  private final Map<Entry, Boolean> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Timer(Executor executor) {
    this.executor = executor;
    scheduler =
        new ScheduledThreadPoolExecutor(
            1,
            runnable -> {
              Thread thread = new Thread(runnable, "sillok-cassandra-timer");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Runs {@code action} after {@code delay}; or {@code instead}, once the store is closed. */
  void after(Duration delay, Runnable action, Consumer<StoreException> instead) {
    Entry entry = new Entry(action, instead);
    waiting.put(entry, true);
    if (closed) {
      entry.cancel();
    } else {
      entry.start(delay);
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    scheduler.shutdownNow();
    waiting.keySet().forEach(Entry::cancel);
  }

  static StoreException closed() {
    return new StoreException("store-closed", "The Cassandra store is closed", null);
  }

  private final class Entry implements Runnable {
    private final Runnable action;
    private final Consumer<StoreException> instead;
    private final AtomicBoolean done = new AtomicBoolean();

    Entry(Runnable action, Consumer<StoreException> instead) {
      this.action = action;
      this.instead = instead;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what it runs reports for itself
    void start(Duration delay) {
      try {
        scheduler.schedule(this, delay.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closing) {
        cancel();
      }
    }

    @Override
    public void run() {
      if (take()) {
        executor.execute(action);
      }
    }

    void cancel() {
      if (take()) {
        instead.accept(closed());
      }
    }

    private boolean take() {
      waiting.remove(this);
      return done.compareAndSet(false, true);
    }
  }
}
