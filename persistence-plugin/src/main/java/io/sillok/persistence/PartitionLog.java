package io.sillok.persistence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * One append-only log. Every store passes {@code PartitionLogContract}. A stage fails with {@link
 * StoreException} when the store cannot be reached or has failed; every other outcome is a value.
 */
public interface PartitionLog {

  /**
   * How many offsets a bucket spans: what retention drops at once. A block belongs to the bucket of
   * its first offset. Never changes.
   */
  long BUCKET_OFFSETS = 1L << 15;

  /** The name of this log. */
  LogId id();

  /** Appends {@code block} at its first offset, durably, or answers who stands there. */
  CompletionStage<AppendResult> append(Block block);

  /** Whether no other process can append to the log while this one has the store open. */
  default boolean isExclusive() {
    return false;
  }

  /** The block at the head, or nothing when the log is empty. */
  CompletionStage<Optional<Block>> last();

  /**
   * The offset that the next block takes, 0 when no block was ever appended.
   *
   * @param known a head that the log has had, 0 if none is known; the answer is not below it, and
   *     cheap when it is the same
   */
  default CompletionStage<Long> head(long known) {
    return last().thenApply(last -> Math.max(known, last.map(Block::nextOffset).orElse(0L)));
  }

  /** The last block that has events, or nothing when none is held that has. */
  CompletionStage<Optional<Block>> lastWithEvents();

  /**
   * The blocks from the one that holds {@code offset}, oldest first, up to the present head. Empty
   * at the head. Where that block was trimmed, they begin with the first that the log still holds.
   *
   * @param maxBytes stops after the block that reaches it; at least one block is returned if there
   *     is one
   */
  CompletionStage<List<Block>> read(long offset, int maxBytes);

  /** Where the log begins and ends, and who writes it; nothing when the log is empty. */
  CompletionStage<Optional<LogState>> state();

  /**
   * Drops, durably, all buckets before the one that holds {@code offset}, but never the bucket of
   * the last block that has events, for a stream's next event follows that; nor that of the last
   * block. Nothing at or behind {@code offset} is dropped; the index keeps its events.
   *
   * @param offset may lie beyond the head; before what was trimmed already it changes nothing
   * @return the first offset that the log still holds; grows only
   */
  CompletionStage<Long> trim(long offset);

  /**
   * Has a log that holds no block begin at {@code offset}, durably, as the copy of a log does whose
   * beginning was trimmed. Fails with {@code log-not-empty} when the log holds a block.
   *
   * @param offset of the first block to come, from 0
   */
  CompletionStage<Void> startAt(long offset);

  /** The first offset of the bucket that {@code offset} lies in. */
  static long bucketStart(long offset) {
    return Math.floorDiv(offset, BUCKET_OFFSETS) * BUCKET_OFFSETS;
  }

  /**
   * What operators ask of a log.
   *
   * @param firstOffset the first offset that the log still holds
   * @param head the offset that the next block takes
   * @param epoch the writer epoch of the last block
   * @param writer the process that wrote the last block
   * @param lastAppendedAt when the last block was taken
   * @param indexedTo all events before this offset are in the index; {@code head} where the index
   *     is written with the log
   */
  record LogState(
      LogId log,
      long firstOffset,
      long head,
      long epoch,
      UUID writer,
      Instant lastAppendedAt,
      long indexedTo) {}
}
