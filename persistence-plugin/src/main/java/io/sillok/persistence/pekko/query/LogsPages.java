package io.sillok.persistence.pekko.query;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.persistence.reader.HeadWatch;
import io.sillok.persistence.reader.InTurns;
import io.sillok.persistence.reader.RetryDelay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a query selects from many logs, each in offset order. Several logs are read at once, those
 * that may have more in turns; between them there is no order.
 *
 * @param <T> what is emitted
 */
final class LogsPages<T> implements Pages<Position, T> {

  /** Logs read at once; they share the bytes of a page. */
  private static final int LOGS_AT_ONCE = 8;

  private final SillokPersistence persistence;
  private final LogScope scope;
  private final Selection selection;
  private final QuerySettings settings;
  private final Emitted<T> emitted;

  /** Where each log ends for this query; null for one that does not end. */
  private final @Nullable Map<LogId, Long> ends;

  private final Unread unread = new Unread();
  private final RetryDelay retry = new RetryDelay();
  private volatile Runnable wake = () -> {};
  private HeadWatch.@Nullable Following following;
  private boolean hasLooked;

  /**
   * What is emitted.
   *
   * @param event for an event
   * @param end at the end of a page; empty for nothing
   */
  record Emitted<T>(Function<PlacedEvent, T> event, Function<Position, Optional<T>> end) {}

  /**
   * @param ends by log, the offset behind the last that is read, where a block begins; null for a
   *     query that does not end
   */
  LogsPages(
      SillokPersistence persistence,
      LogScope scope,
      Selection selection,
      QuerySettings settings,
      Emitted<T> emitted,
      @Nullable Map<LogId, Long> ends) {
    this.persistence = persistence;
    this.scope = scope;
    this.selection = selection;
    this.settings = settings;
    this.emitted = emitted;
    this.ends = ends;
    if (ends != null) {
      ends.forEach(unread::tell);
    }
  }

  @Override
  public CompletionStage<Page<Position, T>> read(Position cursor) {
    HeadWatch.Following heads = following;
    return heads == null || hasLooked ? readSome(cursor) : look(heads, cursor);
  }

  /** What is there already nobody tells of. */
  private CompletionStage<Page<Position, T>> look(HeadWatch.Following heads, Position cursor) {
    return heads
        .heads()
        .thenCompose(found -> {
          hasLooked = true;
          found.forEach(unread::tell);
          return readSome(cursor);
        });
  }

  private CompletionStage<Page<Position, T>> readSome(Position cursor) {
    List<LogId> logs = unread.take(cursor, LOGS_AT_ONCE);
    if (logs.isEmpty()) {
      return CompletableFuture.completedFuture(new Page<>(List.of(), cursor, ends != null));
    }
    int bytes = Math.max(1, settings.pageBytes() / logs.size());
    return InTurns.of(
            logs, LOGS_AT_ONCE, log -> persistence.writers().read(log, cursor.next(log), bytes))
        .thenCompose(read -> {
          Page<Position, T> page = page(cursor, logs, read);
          return page.next().equals(cursor)
              ? readSome(cursor)
              : CompletableFuture.completedFuture(page);
        });
  }

  private Page<Position, T> page(Position cursor, List<LogId> logs, List<List<Block>> read) {
    List<T> items = new ArrayList<>();
    Position position = cursor;
    for (int index = 0; index < logs.size(); index++) {
      LogId log = logs.get(index);
      List<Block> blocks = read.get(index);
      if (blocks.isEmpty()) {
        foundNothing(log, position.next(log));
      } else {
        retry.reset();
        position = add(log, blocks, position, items);
        unread.read(log, position.next(log));
      }
    }
    if (!position.equals(cursor)) {
      emitted.end().apply(position).ifPresent(items::add);
    }
    return new Page<>(items, position, false);
  }

  /** A store that does not show yet what was told of is asked again. */
  private void foundNothing(LogId log, long next) {
    long told = unread.exhausted(log);
    if (ends == null && told > next) {
      retry.run(() -> moved(Map.of(log, told)));
    }
  }

  /** Adds what is wanted of {@code blocks} to {@code items}; the position behind all of them. */
  private Position add(LogId log, List<Block> blocks, Position before, List<T> items) {
    long end = ends == null ? Long.MAX_VALUE : ends.getOrDefault(log, 0L);
    Position position = before;
    for (IndexedEvent event : wanted(blocks, before.next(log), end)) {
      position = position.with(log, event.offset() + 1);
      items.add(emitted.event().apply(new PlacedEvent(position, event)));
    }
    return position.with(log, Math.min(blocks.getLast().nextOffset(), end));
  }

  private List<IndexedEvent> wanted(List<Block> blocks, long from, long end) {
    List<IndexedEvent> wanted = new ArrayList<>();
    for (Block block : blocks) {
      if (block.firstOffset() < end) {
        block.indexed().stream()
            .filter(event -> event.offset() >= from && selection.wanted().test(event.event()))
            .forEach(wanted::add);
      }
    }
    return selection.latestIsEnough() ? latest(wanted) : wanted;
  }

  private static List<IndexedEvent> latest(List<IndexedEvent> events) {
    Map<String, IndexedEvent> last = new LinkedHashMap<>();
    for (IndexedEvent event : events) {
      last.remove(event.event().persistenceId());
      last.put(event.event().persistenceId(), event);
    }
    return List.copyOf(last.values());
  }

  @Override
  public boolean isLive() {
    return ends == null;
  }

  @Override
  public void onMore(Runnable wake) {
    if (ends == null) {
      this.wake = wake;
      following = persistence.heads().follow(scope.logs(), settings.pollInterval(), this::moved);
    }
  }

  private void moved(Map<LogId, Long> heads) {
    heads.forEach(unread::tell);
    wake.run();
  }

  @Override
  public void close() {
    wake = () -> {};
    if (following != null) {
      following.close();
    }
  }
}
