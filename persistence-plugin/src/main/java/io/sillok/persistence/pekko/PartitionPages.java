package io.sillok.persistence.pekko;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.AppendListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The events of one log, up to an offset; the cursor is the next offset. */
final class PartitionPages implements Pages<Long, IndexedEvent> {

  private final SillokPersistence persistence;
  private final LogId log;
  private final long to;
  private final boolean live;
  private final int pageBytes;
  private AppendListener.@Nullable Subscription subscription;

  /**
   * @param to the offset behind the last that is read, where a block begins
   */
  PartitionPages(SillokPersistence persistence, LogId log, long to, boolean live, int pageBytes) {
    this.persistence = persistence;
    this.log = log;
    this.to = to;
    this.live = live;
    this.pageBytes = pageBytes;
  }

  @Override
  public CompletionStage<Page<Long, IndexedEvent>> read(Long cursor) {
    if (cursor >= to) {
      return CompletableFuture.completedFuture(new Page<>(List.of(), cursor, true));
    }
    return persistence
        .store()
        .log(log)
        .read(cursor, pageBytes)
        .thenApply(blocks -> page(cursor, blocks));
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

  private void addFrom(Block block, long from, List<IndexedEvent> events) {
    int skipped = (int) Math.max(0, from - block.firstOffset());
    for (int index = skipped; index < block.events().size(); index++) {
      events.add(
          new IndexedEvent(
              log, block.firstOffset() + index, block.appendedAt(), block.events().get(index)));
    }
  }

  @Override
  public void onMore(Runnable wake) {
    if (live) {
      subscription = persistence.writers().subscribe(log, block -> wake.run());
    }
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
  }
}
