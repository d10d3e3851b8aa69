package io.sillok.persistence.tool;

import static io.sillok.persistence.tool.Stages.await;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.PartitionLog.LogState;
import java.util.List;
import java.util.Optional;

/**
 * What {@link PartitionLog#trim} would drop, or has dropped, of one log.
 *
 * @param firstOffset the first offset that the log held before
 * @param keptFrom the first offset that it holds afterwards
 * @param head the offset that its next block takes
 */
public record LogTrim(LogId log, long firstOffset, long keptFrom, long head) {

  /** So many offsets. */
  public long dropped() {
    return keptFrom - firstOffset;
  }

  /** Says what a trim before {@code offset} would drop, and changes nothing. */
  public static LogTrim plan(PartitionLog log, long offset) {
    return await(log.state())
        .map(state ->
            new LogTrim(log.id(), state.firstOffset(), keptFrom(log, state, offset), state.head()))
        .orElse(new LogTrim(log.id(), 0, 0, 0));
  }

  /** Does what {@link #plan} says. */
  public static LogTrim run(PartitionLog log, long offset) {
    LogTrim plan = plan(log, offset);
    return new LogTrim(log.id(), plan.firstOffset, await(log.trim(offset)), plan.head);
  }

  private static long keptFrom(PartitionLog log, LogState state, long offset) {
    long kept =
        await(log.lastWithEvents())
            .or(() -> await(log.last()))
            .map(Block::firstOffset)
            .orElse(state.firstOffset());
    long wanted = Math.min(offset, Math.min(kept, state.indexedTo()));
    if (wanted <= state.firstOffset()) {
      return state.firstOffset();
    }
    long bucket =
        PartitionLog.bucketStart(blockAt(log, wanted).map(Block::firstOffset).orElse(wanted));
    return bucket <= state.firstOffset()
        ? state.firstOffset()
        : blockAt(log, bucket)
            .map(block -> block.firstOffset() < bucket ? block.nextOffset() : bucket)
            .orElse(bucket);
  }

  private static Optional<Block> blockAt(PartitionLog log, long offset) {
    List<Block> found = await(log.read(offset, 1));
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
  }
}
