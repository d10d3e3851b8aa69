package io.sillok.persistence.pekko;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.reader.LogStates;
import io.sillok.persistence.reader.UnreadLogs;
import io.sillok.persistence.writer.AppendListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Persistence ids, each once: those that are in the index, in order, then those whose first event
 * the logs hold behind what the index was certain to have when the query began, whoever wrote it.
 */
final class LivePersistenceIdPages implements Pages<LivePersistenceIdPages.Place, String> {

  /** Before the first page. */
  static final Place START = new Place("", 0);

  private final SillokPersistence persistence;
  private final int pageSize;
  private final int pageBytes;
  private final UnreadLogs unread = new UnreadLogs(LivePersistenceIdPages::holdsFirst);
  private @Nullable CompletionStage<Void> begun;
  private boolean following;
  private boolean look;

  /** What was read from the index; null once the logs are read beyond it. */
  private @Nullable Set<String> known = new HashSet<>();

  private AppendListener.@Nullable Subscription subscription;

  LivePersistenceIdPages(SillokPersistence persistence, int pageSize, int pageBytes) {
    this.persistence = persistence;
    this.pageSize = pageSize;
    this.pageBytes = pageBytes;
  }

  /**
   * @param last the last id that was read from the index
   * @param step grows while there is more to read
   */
  record Place(String last, long step) {

    Place further() {
      return new Place(last, step + 1);
    }
  }

  @Override
  public CompletionStage<Page<Place, String>> read(Place cursor) {
    return following ? readOn(cursor) : begun().thenCompose(done -> readIndex(cursor));
  }

  private CompletionStage<Void> begun() {
    CompletionStage<Void> first = begun;
    if (first == null) {
      first =
          LogStates.of(persistence.store())
              .thenAccept(all -> all.forEach(log -> unread.passed(log.log(), log.indexedTo())));
      begun = first;
    }
    return first;
  }

  private CompletionStage<Page<Place, String>> readIndex(Place cursor) {
    EntityIndex entities = persistence.store().entities();
    return entities
        .persistenceIds("", cursor.last(), pageSize)
        .thenCompose(ids -> ids.isEmpty() ? indexEnds(cursor) : indexPage(cursor, ids));
  }

  private CompletionStage<Page<Place, String>> indexPage(Place cursor, List<String> ids) {
    if (known != null) {
      known.addAll(ids);
    }
    Place next = new Place(ids.getLast(), cursor.step());
    return CompletableFuture.completedFuture(new Page<>(ids, next, false));
  }

  /** Whatever the index had beyond its certain part has its first event before these heads. */
  private CompletionStage<Page<Place, String>> indexEnds(Place cursor) {
    return LogStates.of(persistence.store())
        .thenApply(all -> {
          all.forEach(log -> unread.moved(log.log(), log.head()));
          following = true;
          return new Page<>(List.of(), cursor.further(), false);
        });
  }

  private CompletionStage<Page<Place, String>> readOn(Place cursor) {
    if (look) {
      look = false;
      return lookAtAll(cursor);
    }
    UnreadLogs.Next next = unread.next();
    if (next == null) {
      known = null;
      return CompletableFuture.completedFuture(new Page<>(List.of(), cursor, false));
    }
    return persistence
        .writers()
        .read(next.log(), next.offset(), pageBytes)
        .thenApply(blocks -> {
          if (blocks.isEmpty()) {
            unread.foundNothing(next.log());
          } else {
            unread.read(next.log(), blocks.getLast().nextOffset());
          }
          return new Page<>(newIds(blocks), cursor.further(), false);
        });
  }

  private CompletionStage<Page<Place, String>> lookAtAll(Place cursor) {
    return persistence
        .store()
        .logs()
        .thenApply(logs -> {
          unread.suspect(logs);
          return new Page<>(List.of(), cursor.further(), false);
        });
  }

  private List<String> newIds(List<Block> blocks) {
    List<String> ids = new ArrayList<>();
    for (Block block : blocks) {
      for (LoggedEvent event : block.events()) {
        if (isFirst(event) && (known == null || !known.contains(event.persistenceId()))) {
          ids.add(event.persistenceId());
        }
      }
    }
    return ids;
  }

  private static boolean holdsFirst(Block block) {
    return block.events().stream().anyMatch(LivePersistenceIdPages::isFirst);
  }

  private static boolean isFirst(LoggedEvent event) {
    return event.previousSequenceNumber() == 0;
  }

  @Override
  public void onMore(Runnable wake) {
    subscription = persistence.writers().subscribe(unread.waking(wake));
  }

  @Override
  public void lookAgain() {
    look = true;
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
  }
}
