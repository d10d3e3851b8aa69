package io.sillok.persistence.tool;

import static io.sillok.persistence.tool.Stages.await;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.PartitionLog.LogState;
import java.util.List;
import java.util.Optional;

/** Copies one log block by block, each with its offset, attempt, writer, epoch and times. */
final class LogCopy {

  private static final int REPORT_EVERY = 1000;

  private final PartitionLog source;
  private final PartitionLog target;
  private final StoreCopy.Progress progress;
  private long copied;
  private long skipped;
  private long events;

  LogCopy(PartitionLog source, PartitionLog target, StoreCopy.Progress progress) {
    this.source = source;
    this.target = target;
    this.progress = progress;
  }

  /**
   * What became of one log.
   *
   * @param copied blocks
   * @param skipped blocks that stood there already
   * @param events in both
   */
  record Count(long copied, long skipped, long events) {

    static final Count NONE = new Count(0, 0, 0);

    Count plus(Count other) {
      return new Count(copied + other.copied, skipped + other.skipped, events + other.events);
    }
  }

  /** Copies what the target lacks. */
  Count run() {
    LogState state = await(source.state()).orElseThrow();
    long resumeAt = resumeAt(state);
    LogBlocks blocks = new LogBlocks(source, state.firstOffset());
    while (blocks.hasNext()) {
      Block block = blocks.next();
      events += block.events().size();
      if (block.firstOffset() < resumeAt) {
        skipped++;
      } else {
        append(block);
      }
      if ((copied + skipped) % REPORT_EVERY == 0) {
        progress.copied(source.id(), block.nextOffset(), state.head());
      }
    }
    progress.copied(source.id(), state.head(), state.head());
    return new Count(copied, skipped, events);
  }

  /**
   * The offset of the last block that an earlier copy has brought into the target. It is appended
   * once more, for that has the target complete its index.
   */
  private long resumeAt(LogState state) {
    Optional<LogState> present = await(target.state());
    if (present.isEmpty()) {
      if (state.firstOffset() > 0) {
        await(target.startAt(state.firstOffset()));
      }
      return state.firstOffset();
    }
    if (present.get().firstOffset() != state.firstOffset()) {
      throw CopyFaults.foreign(
          "log %s from offset %d on, not from %d"
              .formatted(source.id(), present.get().firstOffset(), state.firstOffset()));
    }
    Block last = await(target.last()).orElseThrow();
    List<Block> same = await(source.read(last.firstOffset(), 1));
    if (same.isEmpty() || !same.getFirst().attempt().equals(last.attempt())) {
      throw CopyFaults.otherBlock(source.id(), last.firstOffset());
    }
    return last.firstOffset();
  }

  private void append(Block block) {
    switch (await(target.append(block))) {
      case AppendResult.Appended() -> copied++;
      case AppendResult.Occupied(Block by) when by.attempt().equals(block.attempt()) -> skipped++;
      case AppendResult.Occupied(Block by) ->
          throw CopyFaults.otherBlock(source.id(), by.firstOffset());
    }
  }
}
