package io.sillok.persistence.writer;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a store that many want at once, as those who wait at a head do when it moves. What one
 * finds answers all who ask for the same meanwhile; when it finds nothing they share the next, for
 * it may have begun before the block that they know of was there. Thread-safe.
 */
final class SharedReads {

  private final LogStore store;
  private final RecentBlocks recent;
  private final Map<Place, Read> underWay = new HashMap<>();

  /**
   * @param recent gets what several have asked for, since others are likely to
   */
  SharedReads(LogStore store, RecentBlocks recent) {
    this.store = store;
    this.recent = recent;
  }

  private record Place(LogId log, long offset, int maxBytes) {}

  /** One that is under way, and who has asked for the same since it began. */
  private static final class Read {
    private final CompletableFuture<List<Block>> done;
    private @Nullable CompletableFuture<List<Block>> later;

    Read(CompletableFuture<List<Block>> done) {
      this.done = done;
    }
  }

  /** As {@link io.sillok.persistence.PartitionLog#read}. */
  CompletionStage<List<Block>> read(LogId log, long offset, int maxBytes) {
    Place place = new Place(log, offset, maxBytes);
    CompletableFuture<List<Block>> mine = new CompletableFuture<>();
    synchronized (this) {
      Read present = underWay.get(place);
      if (present != null) {
        present.later = present.later == null ? mine : present.later;
        return present.later;
      }
      underWay.put(place, new Read(mine));
    }
    start(place);
    return mine;
  }

  private void start(Place place) {
    CompletionStage<List<Block>> asked;
    try {
      asked = store.log(place.log()).read(place.offset(), place.maxBytes());
    } catch (RuntimeException e) {
      asked = CompletableFuture.failedFuture(e);
    }
    asked.whenComplete((blocks, failure) -> ended(place, blocks, failure));
  }

  private void ended(Place place, @Nullable List<Block> blocks, @Nullable Throwable failure) {
    boolean again = false;
    CompletableFuture<List<Block>> later;
    Read read;
    synchronized (this) {
      read = Objects.requireNonNull(underWay.remove(place));
      later = read.later;
      if (later != null && blocks != null && blocks.isEmpty()) {
        underWay.put(place, new Read(later));
        again = true;
      }
    }
    complete(read.done, blocks, failure);
    if (again) {
      start(place);
    } else if (later != null) {
      answer(later, blocks, failure);
    }
  }

  private void answer(
      CompletableFuture<List<Block>> later,
      @Nullable List<Block> blocks,
      @Nullable Throwable failure) {
    if (blocks != null) {
      blocks.forEach(recent::appended);
    }
    complete(later, blocks, failure);
  }

  private static void complete(
      CompletableFuture<List<Block>> asked,
      @Nullable List<Block> blocks,
      @Nullable Throwable failure) {
    if (blocks != null) {
      asked.complete(blocks);
    } else {
      asked.completeExceptionally(
          failure == null ? new IllegalStateException("Blocks are missing") : failure);
    }
  }
}
