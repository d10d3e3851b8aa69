package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.cassandra.EventsTable.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The index by persistence id: what Cassandra has, and behind it what only the log has yet. */
final class CassandraEntities implements EntityIndex {

  /** A page ends behind the row that reaches it, whatever its limit. */
  private static final int PAGE_BYTES = 4 << 20;

  private static final int FIRST_ROWS = 32;
  private static final int LEAST_ROWS = 16;
  private static final int MOST_ROWS = 128;

  private final EventsTable events;
  private final IndexWriter index;
  private final PersistenceIds ids;
  private final RecoveryLooks recoveries = new RecoveryLooks();
  private final Logs logs;
  private final Partitioner partitioner;

  CassandraEntities(
      EventsTable events, IndexWriter index, PersistenceIds ids, Logs logs, int partitions) {
    this.events = events;
    this.index = index;
    this.ids = ids;
    this.logs = logs;
    this.partitioner = new Partitioner(partitions);
  }

  /**
   * What the log has that the index may lack, and then what the index has.
   *
   * @param beginning the entity's first events, as far as they were read already
   */
  record Look(List<IndexedEvent> unindexed, Head head, List<IndexedEvent> beginning) {

    boolean holds(long sequenceNumber) {
      return !beginning.isEmpty() && sequenceNumber <= PageBounds.numberOf(beginning.getLast());
    }

    long highest() {
      return unindexed.isEmpty()
          ? head.lastSequenceNumber()
          : PageBounds.numberOf(unindexed.getLast());
    }
  }

  @Override
  public CompletionStage<List<IndexedEvent>> read(
      String persistenceId, long from, long to, int limit) {
    return recoveries
        .find(persistenceId, to)
        .map(Stages::now)
        .orElseGet(() -> look(persistenceId))
        .thenCompose(look -> {
          long first = Math.max(Math.max(0, from), look.head().deletedTo() + 1);
          return page(persistenceId, look, new PageBounds(first, to, limit));
        });
  }

  @Override
  public CompletionStage<List<IndexedEvent>> readDeleted(
      String persistenceId, long from, int limit) {
    return look(persistenceId)
        .thenCompose(look -> {
          long to = look.head().deletedTo();
          return page(persistenceId, look, new PageBounds(Math.max(0, from), to, limit));
        });
  }

  private CompletionStage<Look> look(String persistenceId) {
    LogEnd end = logs.of(partitioner.log(persistenceId)).end();
    return end.unindexed(persistenceId)
        .thenCompose(unindexed ->
            events.head(persistenceId).thenApply(head -> new Look(unindexed, head, List.of())));
  }

  private CompletionStage<List<IndexedEvent>> page(
      String persistenceId, Look look, PageBounds bounds) {
    CompletionStage<List<IndexedEvent>> indexed =
        look.holds(bounds.from())
            ? Stages.now(look.beginning())
            : indexed(persistenceId, look.head(), bounds.from(), bounds.limit());
    return indexed.thenApply(rows -> page(rows, look, bounds));
  }

  /**
   * Joins what the index and the log have. From its first event on the log has all of them, while
   * the index may have later ones without earlier ones: its rows are not written at once. Before
   * that the index has all, but may not have been read to its end.
   */
  private static List<IndexedEvent> page(List<IndexedEvent> indexed, Look look, PageBounds bounds) {
    List<IndexedEvent> unindexed = look.unindexed();
    long last = look.head().lastSequenceNumber();
    List<IndexedEvent> page = new ArrayList<>();
    if (unindexed.isEmpty()) {
      bounds.add(page, indexed);
      return page;
    }
    long border = PageBounds.numberOf(unindexed.getFirst());
    bounds.upTo(border - 1).add(page, indexed);
    long reached = indexed.isEmpty() ? last : PageBounds.numberOf(indexed.getLast());
    if (reached >= Math.min(last, border - 1)) {
      bounds.add(page, unindexed);
    }
    return page;
  }

  private CompletionStage<List<IndexedEvent>> indexed(
      String persistenceId, Head head, long from, int limit) {
    if (from > head.lastSequenceNumber()) {
      return Stages.now(List.of());
    }
    if (head.holdsAllFrom(from)) {
      return Stages.now(head.lastRow());
    }
    long part = EventsTable.part(from);
    Collected collected = new Collected(from, limit);
    if (EventsTable.isAtStart(from)) {
      return collect(persistenceId, head, part, -1, collected);
    }
    return events
        .lastUpTo(persistenceId, part, from)
        .thenCompose(row -> {
          row.ifPresent(collected::add);
          return collect(persistenceId, head, part, from, collected);
        })
        .thenCompose(found ->
            collected.isWhole()
                ? Stages.now(found)
                : collect(
                    persistenceId,
                    head,
                    part,
                    from - EventsTable.ROW_SPAN,
                    new Collected(from, limit)));
  }

  private CompletionStage<List<IndexedEvent>> collect(
      String persistenceId, Head head, long part, long behind, Collected collected) {
    int rows = Math.clamp(collected.limit, LEAST_ROWS, MOST_ROWS);
    return events
        .behind(persistenceId, part, behind, rows, collected)
        .thenCompose(found -> {
          found.forEach(collected::add);
          boolean more = part < head.lastPart() && !collected.isFull();
          return more
              ? collect(persistenceId, head, part + 1, -1, collected)
              : Stages.now(collected.events);
        });
  }

  @Override
  public CompletionStage<Long> highestSequenceNumber(String persistenceId) {
    return look(persistenceId).thenApply(Look::highest);
  }

  @Override
  public CompletionStage<Long> beginRecovery(String persistenceId, long from) {
    CompletionStage<Look> look = from <= 1 ? lookAtBeginning(persistenceId) : look(persistenceId);
    return look.thenApply(found -> {
      recoveries.put(persistenceId, found);
      return found.highest();
    });
  }

  /** One request for what would take two. */
  private CompletionStage<Look> lookAtBeginning(String persistenceId) {
    LogEnd end = logs.of(partitioner.log(persistenceId)).end();
    Collected collected = new Collected(0, Integer.MAX_VALUE);
    return end.unindexed(persistenceId)
        .thenCompose(unindexed ->
            events
                .beginning(persistenceId, FIRST_ROWS, collected)
                .thenApply(beginning -> {
                  beginning.rows().forEach(collected::add);
                  return new Look(unindexed, beginning.head(), collected.events);
                }));
  }

  @Override
  public CompletionStage<Void> deleteTo(String persistenceId, long sequenceNumber) {
    return highestSequenceNumber(persistenceId)
        .thenCompose(highest -> {
          long to = Math.min(sequenceNumber, highest);
          return to <= 0 ? Stages.done() : events.deletedTo(persistenceId, to);
        })
        .thenAccept(done -> recoveries.forget(persistenceId));
  }

  @Override
  public CompletionStage<Long> deletedTo(String persistenceId) {
    return events.head(persistenceId).thenApply(Head::deletedTo);
  }

  @Override
  public CompletionStage<Void> restore(List<IndexedEvent> restored) {
    return index
        .write(restored)
        .thenAccept(done -> restored.forEach(e -> recoveries.forget(e.event().persistenceId())));
  }

  @Override
  public CompletionStage<List<String>> persistenceIds(String prefix, String after, int limit) {
    return ids.page(prefix, after, limit);
  }

  @Override
  public CompletionStage<Optional<String>> lastPersistenceId() {
    return ids.last();
  }

  /** What a page has so far; tells when it is enough. */
  private static final class Collected implements Predicate<Row> {
    private final List<IndexedEvent> events = new ArrayList<>();
    private final long from;
    private final int limit;
    private long bytes;
    private long count;

    Collected(long from, int limit) {
      this.from = from;
      this.limit = limit;
    }

    @Override
    public boolean test(Row row) {
      if (isFull()) {
        return false;
      }
      if (EventsTable.lastOf(row) < from) {
        return true;
      }
      bytes += EventsTable.bytes(row);
      count += EventsTable.count(row);
      return true;
    }

    boolean isFull() {
      return bytes >= PAGE_BYTES || count >= limit;
    }

    /** If not, a row that begins earlier, and holds another within it, may have what is missing. */
    boolean isWhole() {
      long before = from - 1;
      for (IndexedEvent event : events) {
        if (event.event().previousSequenceNumber() > before) {
          return false;
        }
        before = PageBounds.numberOf(event);
      }
      return !events.isEmpty();
    }

    void add(List<IndexedEvent> row) {
      for (IndexedEvent event : row) {
        long number = PageBounds.numberOf(event);
        boolean next = events.isEmpty() || PageBounds.numberOf(events.getLast()) < number;
        if (number >= from && next) {
          events.add(event);
        }
      }
    }
  }
}
