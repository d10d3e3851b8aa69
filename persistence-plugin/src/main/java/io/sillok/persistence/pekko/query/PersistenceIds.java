package io.sillok.persistence.pekko.query;

import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.LogId;
import io.sillok.persistence.PartitionLog.LogState;
import io.sillok.persistence.pekko.SillokPersistence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Persistence ids, each once: those of the index, and those whose first events are in the logs
 * behind what is indexed.
 */
final class PersistenceIds {

  private static final Selection FIRST_EVENTS =
      Selection.of(event -> event.previousSequenceNumber() == 0 && event.isIndexed());

  private final EntityIndex entities;
  private final IndexedIds indexed;
  private final LogsQuery logs;

  PersistenceIds(SillokPersistence persistence, QuerySettings settings) {
    entities = persistence.store().entities();
    indexed = new IndexedIds(entities, settings.pageSize());
    logs = new LogsQuery(persistence, settings);
  }

  /** At most {@code limit} of those that are indexed, in byte order, behind {@code after}. */
  Source<String, NotUsed> page(String after, long limit) {
    return indexed.ordinary(after).take(limit);
  }

  /** Those that are there; ends although more are added meanwhile. */
  Source<String, NotUsed> current() {
    return LogsQuery.lazily(() ->
        logs.states(LogScope.ordinary())
            .thenCompose(
                states -> entities.lastPersistenceId().thenApply(last -> current(states, last))));
  }

  private Source<String, NotUsed> current(List<LogState> states, Optional<String> last) {
    Set<String> early = ConcurrentHashMap.newKeySet();
    return behindIndex(states, states)
        .filter(early::add)
        .concatLazy(
            last.map(indexed::ordinaryUpTo)
                .orElse(Source.empty())
                .filter(id -> !early.contains(id)));
  }

  /** Those that are there, and then each that is added; it does not end. */
  Source<String, NotUsed> live() {
    return LogsQuery.lazily(() -> logs.states(LogScope.ordinary()).thenApply(this::live));
  }

  private Source<String, NotUsed> live(List<LogState> before) {
    Set<String> known = ConcurrentHashMap.newKeySet();
    return indexed
        .ordinary("")
        .filter(known::add)
        .concatLazy(
            LogsQuery.lazily(() ->
                logs.states(LogScope.ordinary()).thenApply(now -> behind(before, now, known))));
  }

  private Source<String, NotUsed> behind(
      List<LogState> before, List<LogState> now, Set<String> known) {
    return behindIndex(before, now)
        .filter(id -> !known.contains(id))
        .concatLazy(
            Source.lazySource(() -> {
              known.clear();
              return logs.live(LogScope.ordinary(), FIRST_EVENTS, Position.of(LogsQuery.heads(now)))
                  .map(PersistenceIds::id);
            }));
  }

  /** Those whose first event the index lacked {@code before}, up to the heads of {@code now}. */
  private Source<String, NotUsed> behindIndex(List<LogState> before, List<LogState> now) {
    Map<LogId, Long> indexedTo =
        before.stream().collect(Collectors.toMap(LogState::log, LogState::indexedTo));
    return logs.between(
            LogScope.ordinary(), FIRST_EVENTS, Position.of(indexedTo), LogsQuery.heads(now))
        .map(PersistenceIds::id);
  }

  private static String id(PlacedEvent placed) {
    return placed.event().event().persistenceId();
  }
}
