package io.sillok.persistence.pekko;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.AppendListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.jspecify.annotations.Nullable;

/** The events of one log; the cursor is the next offset. */
final class PartitionPages implements Pages<Long, EventEnvelope> {

  private final SillokPersistence persistence;
  private final LogId log;
  private final boolean live;
  private final int pageBytes;
  private AppendListener.@Nullable Subscription subscription;

  PartitionPages(SillokPersistence persistence, LogId log, boolean live, int pageBytes) {
    this.persistence = persistence;
    this.log = log;
    this.live = live;
    this.pageBytes = pageBytes;
  }

  @Override
  public CompletionStage<Page<Long, EventEnvelope>> read(Long cursor) {
    return persistence
        .store()
        .log(log)
        .read(cursor, pageBytes)
        .thenApply(blocks -> {
          List<EventEnvelope> envelopes = new ArrayList<>();
          blocks.forEach(block -> addFrom(block, cursor, envelopes));
          long next = blocks.isEmpty() ? cursor : blocks.getLast().nextOffset();
          return new Page<>(envelopes, next, blocks.isEmpty() && !live);
        });
  }

  private void addFrom(Block block, long from, List<EventEnvelope> envelopes) {
    int skipped = (int) Math.max(0, from - block.firstOffset());
    for (int index = skipped; index < block.events().size(); index++) {
      envelopes.add(
          persistence
              .serialization()
              .envelope(
                  new LogOffset(log, block.firstOffset() + index),
                  block.events().get(index),
                  block.appendedAt()));
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
