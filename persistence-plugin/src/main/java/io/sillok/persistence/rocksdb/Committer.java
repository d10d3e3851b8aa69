package io.sillok.persistence.rocksdb;

import io.sillok.persistence.LogStore.StoreHealth;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that writes the changes of all logs: whatever has come while the last batch was synced
 * goes into the next, with one sync. The first write or sync that fails is the last: what the disk
 * holds is unknown then, so nothing is acknowledged any more until the store is opened again.
 */
final class Committer implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Committer.class);
  private static final long BATCH_BYTES = 8L << 20;

  private final Database database;
  private final AcknowledgedMark mark;
  private final BlockingQueue<Change> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile StoreHealth health = new StoreHealth.Healthy();
  private volatile boolean closing;

  Committer(Database database, AcknowledgedMark mark) {
    this.database = database;
    this.mark = mark;
    thread = new Thread(this::run, "sillok-committer");
    thread.setDaemon(true);
    thread.start();
  }

  StoreHealth health() {
    return health;
  }

  void submit(Change change) {
    if (closing) {
      change.failed(closed());
      return;
    }
    queue.add(change);
    if (closing && queue.remove(change)) {
      change.failed(closed());
    }
  }

  private void run() {
    List<Change> group = new ArrayList<>();
    try {
      while (take(group)) {
        commit(group);
        group.clear();
      }
    } catch (InterruptedException e) {
      fail(group, e);
    }
    group.clear();
    queue.drainTo(group);
    group.forEach(change -> change.failed(closed()));
  }

  /** Fills {@code group}; false when the store closes and nothing is left. */
  private boolean take(List<Change> group) throws InterruptedException {
    Change first = queue.take();
    long bytes = 0;
    for (Change change = first;
        change != null;
        change = bytes < BATCH_BYTES ? queue.poll() : null) {
      if (change != Stop.STOP) {
        group.add(change);
        bytes += change.bytes();
      } else {
        queue.add(change);
        return !group.isEmpty();
      }
    }
    return true;
  }

  private void commit(List<Change> group) {
    if (health instanceof StoreHealth.Failed(String reason)) {
      group.forEach(change -> change.failed(failed(reason, null)));
      return;
    }
    try (WriteBatch batch = new WriteBatch()) {
      for (Change change : group) {
        change.stage(database, batch);
      }
      if (batch.count() > 0) {
        mark.acknowledged(database.write(batch));
      }
    } catch (RocksDBException | IOException | RuntimeException | Error e) {
      fail(group, e);
      return;
    }
    group.forEach(Change::committed);
  }

  private void fail(List<Change> group, Throwable cause) {
    String reason = "a write to %s failed: %s".formatted(database.directory(), cause.getMessage());
    LOGGER.error("The store takes no more writes: {}", reason, cause);
    health = new StoreHealth.Failed(reason);
    StoreException failure = failed(reason, cause);
    group.forEach(change -> change.failed(failure));
  }

  private static StoreException failed(String reason, @Nullable Throwable cause) {
    return new StoreException(
        "store-failed",
        "Nothing is acknowledged any more, for %s; mend the disk and start again".formatted(reason),
        cause);
  }

  private StoreException closed() {
    return new StoreException(
        "store-closed", "The store %s is closed".formatted(database.directory()), null);
  }

  /** Writes what has been submitted, then ends. */
  @Override
  public void close() {
    closing = true;
    queue.add(Stop.STOP);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last of all changes. */
  private enum Stop implements Change {
    STOP;

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public void stage(Database database, WriteBatch batch) {
      throw new RejectedExecutionException("Stopping changes nothing");
    }

    @Override
    public void committed() {}

    @Override
    public void failed(StoreException reason) {}
  }
}
