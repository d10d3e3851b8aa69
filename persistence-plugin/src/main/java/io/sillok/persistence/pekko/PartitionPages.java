package io.sillok.persistence.pekko;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.reader.LogFollower;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.persistence.query.EventEnvelope;

/** The events of one log, up to an offset; the cursor is the next offset. */
final class PartitionPages implements Pages<Long, EventEnvelope> {

  private final EventSerialization serialization;
  private final LogId log;
  private final long to;
  private final boolean live;
  private final LogFollower follower;

  /**
   * @param to the offset behind the last that is read, where a block begins
   */
  PartitionPages(SillokPersistence persistence, LogId log, long to, boolean live, int pageBytes) {
    this.serialization = persistence.serialization();
    this.log = log;
    this.to = to;
    this.live = live;
    follower = new LogFollower(persistence.writers(), log, pageBytes, block -> true);
  }

  @Override
  public CompletionStage<Page<Long, EventEnvelope>> read(Long cursor) {
    if (cursor >= to) {
      return CompletableFuture.completedFuture(new Page<>(List.of(), cursor, true));
    }
    return follower.read(cursor).thenApply(blocks -> page(cursor, blocks));
  }

  private Page<Long, EventEnvelope> page(long cursor, List<Block> blocks) {
    if (blocks.isEmpty()) {
      return new Page<>(List.of(), cursor, !live);
    }
    List<EventEnvelope> envelopes = new ArrayList<>();
    blocks.stream()
        .filter(block -> block.firstOffset() < to)
        .forEach(block -> addFrom(block, cursor, envelopes));
    long next = blocks.getLast().nextOffset();
    return new Page<>(envelopes, next, next >= to);
  }

  private void addFrom(Block block, long from, List<EventEnvelope> envelopes) {
    int skipped = (int) Math.max(0, from - block.firstOffset());
    for (int index = skipped; index < block.events().size(); index++) {
      envelopes.add(
          serialization.envelope(
              new LogOffset(log, block.firstOffset() + index),
              block.events().get(index),
              block.appendedAt()));
    }
  }

  @Override
  public void onMore(Runnable wake) {
    if (live) {
      follower.start(wake);
    }
  }

  @Override
  public void lookAgain() {
    follower.suspect();
  }

  @Override
  public void close() {
    follower.close();
  }
}
