package io.sillok.persistence;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store that keeps logs and what is derived from them. */
public interface LogStore extends AutoCloseable {

  /** The number of partitions, fixed when the store was created. */
  int partitions();

  /** The log named {@code id}; it need not exist yet. */
  PartitionLog log(LogId id);

  /** The logs that hold at least one block, by name and partition. */
  CompletionStage<List<LogId>> logs();

  EntityIndex entities();

  SnapshotTable snapshots();

  Facts facts();

  /** Who uses the store; empty for one that a single process has for itself. */
  default Optional<Presence> presence() {
    return Optional.empty();
  }

  /** Lets other processes name {@code writer}, which is this one, to people. */
  default void introduce(UUID writer, String name) {}

  /** A name for {@code writer} that tells people which process it is. */
  default CompletionStage<String> writerName(UUID writer) {
    return CompletableFuture.completedFuture("process " + writer);
  }

  /**
   * Whether the store takes appends. Once failed, it stays failed until the process starts again.
   */
  StoreHealth health();

  /** What the store is, for people: its kind, place and size. */
  StoreDescription describe();

  /**
   * Copies the store, while it is in use, into the new directory {@code target}, which is there
   * afterwards and whole, or not at all. Holds all that was acknowledged before the call. Fails
   * with {@code backup-exists}, {@code store-unwritable} or {@code store-corrupt}, or {@code
   * backup-unsupported} where the store has tools of its own for this.
   */
  default CompletionStage<Backup> backup(Path target) {
    StoreDescription store = describe();
    return CompletableFuture.failedFuture(
        new StoreException(
            "backup-unsupported",
            "A store of kind %s at %s is backed up with its own tools"
                .formatted(store.kind(), store.location()),
            null));
  }

  @Override
  void close();

  /**
   * A copy of a store.
   *
   * @param bytes that its files have
   */
  record Backup(Path directory, long bytes) {}

  /** Whether a store takes appends. */
  sealed interface StoreHealth {
    record Healthy() implements StoreHealth {}

    /** A write or fsync failed: nothing is acknowledged any more. */
    record Failed(String reason) implements StoreHealth {}
  }

  /**
   * @param kind {@code rocksdb} or {@code cassandra}
   * @param location a directory or a keyspace
   * @param bytes used on disk, as far as is known; -1 if unknown
   */
  record StoreDescription(String kind, String location, long bytes) {}
}
