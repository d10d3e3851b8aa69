package io.sillok.persistence;

import java.util.List;
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

  @Override
  void close();

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
