package io.sillok.persistence.writer;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes a log over: reads its head and puts a take-over block with the next epoch there. */
final class TakeOver {

  /** More rivals than this at once are not a race but a defect. */
  private static final int TRIES = 16;

  private final PartitionLog log;
  private final BlockMaker blocks;

  private TakeOver(PartitionLog log, BlockMaker blocks) {
    this.log = log;
    this.blocks = blocks;
  }

  static CompletionStage<Block> of(PartitionLog log, BlockMaker blocks) {
    return new TakeOver(log, blocks).attempt(TRIES);
  }

  private CompletionStage<Block> attempt(int triesLeft) {
    return log.last()
        .thenCompose(last -> {
          Block block = blocks.takeOver(last);
          return log.append(block).thenCompose(result -> outcome(block, result, triesLeft));
        });
  }

  private CompletionStage<Block> outcome(Block block, AppendResult result, int triesLeft) {
    return switch (result) {
      case AppendResult.Appended() -> taken(block);
      case AppendResult.Occupied(Block by) when by.attempt().equals(block.attempt()) ->
          taken(block);
      case AppendResult.Occupied(Block by) when triesLeft > 1 -> attempt(triesLeft - 1);
      case AppendResult.Occupied(Block by) ->
          CompletableFuture.failedFuture(
              new StoreException(
                  "log-contended",
                  "Log %s could not be taken over in %d tries; process %s was faster"
                      .formatted(log.id(), TRIES, by.writer()),
                  null));
    };
  }

  private CompletionStage<Block> taken(Block block) {
    blocks.appended(block);
    return CompletableFuture.completedFuture(block);
  }
}
