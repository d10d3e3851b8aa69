package io.sillok.persistence;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One append-only log. Every store passes {@code PartitionLogContract}. A stage fails with {@link
 * StoreException} when the store cannot be reached or has failed; every other outcome is a value.
 */
public interface PartitionLog {

  /** The name of this log. */
  LogId id();

  /** Appends {@code block} at its first offset, durably, or answers who stands there. */
  CompletionStage<AppendResult> append(Block block);

  /** The block at the head, or nothing when the log is empty. */
  CompletionStage<Optional<Block>> last();

  /**
   * The blocks from the one that holds {@code offset}, oldest first, up to the present head. Empty
   * at the head.
   *
   * @param maxBytes stops after the block that reaches it; at least one block is returned if there
   *     is one
   */
  CompletionStage<List<Block>> read(long offset, int maxBytes);
}
