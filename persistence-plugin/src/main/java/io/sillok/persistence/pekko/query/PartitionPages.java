package io.sillok.persistence.pekko.query;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.persistence.reader.LogFollower;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The events of one log, up to an offset; the cursor is the next offset. */
final class PartitionPages implements Pages<Long, IndexedEvent> {

  private final long to;
  private final boolean live;
  private final LogFollower follower;

  /**
   * @param to the offset behind the last that is read, where a block begins
   */
  PartitionPages(
      SillokPersistence persistence, LogId log, long to, boolean live, QuerySettings settings) {
    this.to = to;
    this.live = live;
    follower =
        new LogFollower(
            persistence.heads(), settings.pollInterval(), log, settings.pageBytes(), block -> true);
  }

  @Override
  public CompletionStage<Page<Long, IndexedEvent>> read(Long cursor) {
    if (cursor >= to) {
      return CompletableFuture.completedFuture(new Page<>(List.of(), cursor, true));
    }
    return follower.read(cursor).thenApply(blocks -> page(cursor, blocks));
  }

  private Page<Long, IndexedEvent> page(long cursor, List<Block> blocks) {
    if (blocks.isEmpty()) {
      return new Page<>(List.of(), cursor, !live);
    }
    List<IndexedEvent> events = new ArrayList<>();
    blocks.stream()
        .filter(block -> block.firstOffset() < to)
        .forEach(block -> addFrom(block, cursor, events));
    long next = blocks.getLast().nextOffset();
    return new Page<>(events, next, next >= to);
  }

  private static void addFrom(Block block, long from, List<IndexedEvent> events) {
    int skipped = Math.clamp(from - block.firstOffset(), 0, block.events().size());
    events.addAll(block.indexed().subList(skipped, block.events().size()));
  }

  @Override
  public boolean isLive() {
    return live;
  }

  @Override
  public void onMore(Runnable wake) {
    if (live) {
      follower.start(wake);
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
