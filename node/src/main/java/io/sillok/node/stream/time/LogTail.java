package io.sillok.node.stream.time;

import io.sillok.persistence.Block;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.PartitionLog.LogState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last blocks of a log. Event time may be said farther back alone, when what was appended since
 * has earlier times: then it is taken for less than it is, until the log says it again.
 *
 * @param eventTime the largest in them; null if there is none
 * @param end where the log ended
 */
record LogTail(@Nullable Instant eventTime, long end) {

  private static final int READ_BYTES = 1 << 20;

  /**
   * @param offsets so many before the end are looked at
   */
  static CompletionStage<LogTail> of(PartitionLog log, long offsets, CountedTimes times) {
    return log.state()
        .thenCompose(state -> {
          long first = state.map(LogState::firstOffset).orElse(0L);
          long head = state.map(LogState::head).orElse(0L);
          LargestTime largest = new LargestTime(times);
          return read(log, Math.max(first, head - offsets), largest)
              .thenApply(end -> new LogTail(largest.time, Math.max(head, end)));
        });
  }

  Optional<Instant> time() {
    return Optional.ofNullable(eventTime);
  }

  /** One read at a time uses it. */
  private static final class LargestTime implements Consumer<Block> {
    private final CountedTimes times;
    private @Nullable Instant time;

    private LargestTime(CountedTimes times) {
      this.times = times;
    }

    @Override
    public void accept(Block block) {
      Instant next = times.largest(block);
      if (next != null && (time == null || time.isBefore(next))) {
        time = next;
      }
    }
  }

  private static CompletionStage<Long> read(PartitionLog log, long from, Consumer<Block> each) {
    return log.read(from, READ_BYTES)
        .thenCompose((List<Block> blocks) -> {
          blocks.forEach(each);
          return blocks.isEmpty()
              ? CompletableFuture.completedFuture(from)
              : read(log, blocks.getLast().nextOffset(), each);
        });
  }
}
