package io.sillok.persistence.pekko;

import io.sillok.persistence.Block;
import io.sillok.persistence.writer.AppendListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Persistence ids, each once: those that are there, in order, then those that this process adds, as
 * they come. The cursor is the last id of the first part.
 */
final class PersistenceIdPages implements Pages<String, String> {

  private final SillokPersistence persistence;
  private final String last;
  private final boolean live;
  private final int pageSize;
  private final Queue<String> added = new ConcurrentLinkedQueue<>();

  /** What the first part emitted while ids were added; null once it is over. */
  private @Nullable Set<String> emitted = new HashSet<>();

  private AppendListener.@Nullable Subscription subscription;

  /**
   * @param last ends what is not live, so that it need not keep up with those who add ids
   */
  PersistenceIdPages(SillokPersistence persistence, String last, boolean live, int pageSize) {
    this.persistence = persistence;
    this.last = last;
    this.live = live;
    this.pageSize = pageSize;
  }

  @Override
  public CompletionStage<Page<String, String>> read(String cursor) {
    Set<String> known = emitted;
    if (known == null) {
      return CompletableFuture.completedFuture(new Page<>(addedBut(Set.of()), cursor, false));
    }
    return persistence
        .store()
        .entities()
        .persistenceIds("", cursor, pageSize)
        .thenCompose(ids -> ids.isEmpty() ? firstPartEnds(cursor, known) : present(ids, known));
  }

  private CompletionStage<Page<String, String>> present(List<String> ids, Set<String> known) {
    if (live) {
      known.addAll(ids);
      return CompletableFuture.completedFuture(new Page<>(ids, ids.getLast(), false));
    }
    int end = ids.indexOf(last);
    List<String> wanted = end < 0 ? ids : ids.subList(0, end + 1);
    return CompletableFuture.completedFuture(new Page<>(wanted, wanted.getLast(), end >= 0));
  }

  /** Once the writes of this moment have ended, whoever the first part emitted has been added. */
  private CompletionStage<Page<String, String>> firstPartEnds(String cursor, Set<String> known) {
    if (!live) {
      return CompletableFuture.completedFuture(new Page<>(List.of(), cursor, true));
    }
    return persistence
        .writers()
        .settled()
        .thenApply(settled -> {
          emitted = null;
          return new Page<>(addedBut(known), cursor, false);
        });
  }

  private List<String> addedBut(Set<String> known) {
    List<String> ids = new ArrayList<>();
    for (String id = added.poll(); id != null; id = added.poll()) {
      if (!known.contains(id)) {
        ids.add(id);
      }
    }
    return ids;
  }

  @Override
  public void onMore(Runnable wake) {
    if (live) {
      subscription =
          persistence
              .writers()
              .subscribe(block -> {
                if (addFirstEvents(block)) {
                  wake.run();
                }
              });
    }
  }

  private boolean addFirstEvents(Block block) {
    List<String> ids =
        block.events().stream()
            .filter(event -> event.previousSequenceNumber() == 0)
            .map(event -> event.persistenceId())
            .toList();
    return added.addAll(ids);
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
  }
}
