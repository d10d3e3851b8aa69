package io.sillok.persistence.cassandra;

import com.typesafe.config.Config;
import io.sillok.persistence.writer.LogWriters;
import io.sillok.persistence.writer.WriteLimits;
import io.sillok.persistence.writer.WriterSettings;
import io.sillok.persistence.writer.WriterSettings.Mode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a process that writes has: a store of its own, by a session of its own, and writers. */
final class Rival implements AutoCloseable {

  private static final long EXPIRY_MILLIS = 100;

  private final CassandraStore store;
  private final LogWriters writers;
  private final ScheduledExecutorService executor;

  private Rival(
      CassandraStore store,
      WriterSettings settings,
      InstantSource clock,
      ScheduledExecutorService executor) {
    this.store = store;
    this.executor = executor;
    writers = new LogWriters(store, settings, clock, executor);
    var unused =
        executor.scheduleWithFixedDelay(
            writers::expire, EXPIRY_MILLIS, EXPIRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  static Rival open(CassandraSettings settings, Config driver, WriterSettings writers) {
    return open(settings, driver, writers, InstantSource.system());
  }

  static Rival open(
      CassandraSettings settings, Config driver, WriterSettings writers, InstantSource clock) {
    ScheduledExecutorService executor =
        Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().factory());
    return new Rival(CassandraStore.open(settings, driver, executor), writers, clock, executor);
  }

  /** So few entities are remembered that they are looked up again and again. */
  static WriterSettings settings(Mode mode, Duration writeTimeout) {
    return settings(mode, writeTimeout, new WriteLimits(64 << 10, 1 << 20, 8 << 20, 4, 1 << 20));
  }

  static WriterSettings settings(Mode mode, Duration writeTimeout, WriteLimits limits) {
    return new WriterSettings(mode, limits, 16, writeTimeout);
  }

  CassandraStore store() {
    return store;
  }

  LogWriters writers() {
    return writers;
  }

  @Override
  public void close() {
    store.close();
    executor.shutdownNow();
  }
}
