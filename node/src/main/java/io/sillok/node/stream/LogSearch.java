package io.sillok.node.stream;

import io.sillok.persistence.Block;
import io.sillok.persistence.PartitionLog;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds places in a log by time, by halving: append times never run backwards within a log. */
final class LogSearch {

  private final PartitionLog log;
  private final Instant time;

  private LogSearch(PartitionLog log, Instant time) {
    this.log = log;
    this.time = time;
  }

  /** The first offset that {@code log} took at {@code time} or later; its head if there is none. */
  static CompletionStage<Long> firstSince(PartitionLog log, Instant time) {
    LogSearch search = new LogSearch(log, time);
    return log.state()
        .thenCompose(state ->
            state
                .map(known -> search.between(known.firstOffset(), known.head()))
                .orElseGet(() -> CompletableFuture.completedFuture(0L)));
  }

  /**
   * @param first where a block begins; those before it are earlier
   * @param end where a block begins that is late enough, or the head
   */
  private CompletionStage<Long> between(long first, long end) {
    if (first >= end) {
      return CompletableFuture.completedFuture(first);
    }
    long middle = first + (end - first) / 2;
    return log.read(middle, 1)
        .thenCompose(blocks -> {
          if (blocks.isEmpty()) {
            return between(first, middle);
          }
          Block block = blocks.getFirst();
          return block.appendedAt().isBefore(time)
              ? between(block.nextOffset(), end)
              : between(first, Math.min(block.firstOffset(), middle));
        });
  }
}
