package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.codec.EventsCodec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * The rows of table {@code entity_events}: each holds events of one entity that follow one another,
 * from not more than {@link #ROW_SPAN} sequence numbers. Of two writes of the same row the longer
 * holds all of the shorter, and wins, for the timestamp is the offset of the last event. When a log
 * is indexed again behind another process, rows may overlap; what stands in both is the same.
 */
final class EventsTable {

  /** The sequence numbers of a row's first and last event are less than this apart. */
  static final int ROW_SPAN = 1024;

  /** A partition of the table holds so many sequence numbers. */
  private static final int PART_BITS = 15;

  private final Cql cql;
  private final PreparedStatement insert;
  private final PreparedStatement lastPart;
  private final PreparedStatement deletedTo;
  private final PreparedStatement head;
  private final PreparedStatement beginning;
  private final PreparedStatement lastUpTo;
  private final PreparedStatement behind;

  EventsTable(Cql cql) {
    this.cql = cql;
    insert =
        cql.prepare(
            "INSERT INTO %s.entity_events (persistence_id, part, sequence_nr, last_sequence_nr, events,"
                + " highest_sequence_nr) VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
    lastPart =
        cql.prepare(
            "UPDATE %s.entity_events USING TIMESTAMP ? SET last_part = ? WHERE persistence_id = ? AND"
                + " part = 0");
    deletedTo =
        cql.prepare(
            "UPDATE %s.entity_events USING TIMESTAMP ? SET deleted_to = ? WHERE persistence_id = ? AND"
                + " part = 0");
    head =
        cql.prepare(
            "SELECT sequence_nr, highest_sequence_nr, last_part, deleted_to, events FROM %s.entity_events"
                + " WHERE persistence_id = ? AND part = ? ORDER BY sequence_nr DESC LIMIT 1");
    beginning =
        cql.prepare(
            "SELECT sequence_nr, last_sequence_nr, highest_sequence_nr, last_part, deleted_to, events"
                + " FROM %s.entity_events WHERE persistence_id = ? AND part = 0");
    lastUpTo =
        cql.prepare(
            "SELECT sequence_nr, events FROM %s.entity_events WHERE persistence_id = ? AND part = ? AND"
                + " sequence_nr <= ? ORDER BY sequence_nr DESC LIMIT 1");
    behind =
        cql.prepare(
            "SELECT sequence_nr, last_sequence_nr, events FROM %s.entity_events WHERE persistence_id = ?"
                + " AND part = ? AND sequence_nr > ?");
  }

  /**
   * What one look at the index tells of an entity.
   *
   * @param lastSequenceNumber of its last event that is in the index, 0 if none is
   * @param lastPart the highest part that may have rows
   * @param deletedTo events up to this sequence number are hidden
   * @param lastRow the events of the row that begins last; another may hold later events
   * @param bytes what this takes in memory, about
   */
  record Head(
      long lastSequenceNumber,
      long lastPart,
      long deletedTo,
      List<IndexedEvent> lastRow,
      int bytes) {

    private static final int OVERHEAD = 256;

    private static final Head NONE = new Head(0, 0, 0, List.of(), OVERHEAD);

    /** Whether no other row is needed for the events from {@code sequenceNumber} on. */
    boolean holdsAllFrom(long sequenceNumber) {
      return !lastRow.isEmpty()
          && lastRow.getFirst().event().sequenceNumber() <= sequenceNumber
          && lastRow.getLast().event().sequenceNumber() >= lastSequenceNumber;
    }
  }

  static long part(long sequenceNumber) {
    return sequenceNumber >>> PART_BITS;
  }

  /** Whether no row of its part begins before {@code sequenceNumber}. */
  static boolean isAtStart(long sequenceNumber) {
    return sequenceNumber <= Math.max(1, part(sequenceNumber) << PART_BITS);
  }

  BoundStatement insert(List<IndexedEvent> events) {
    IndexedEvent first = events.getFirst();
    IndexedEvent last = events.getLast();
    long sequenceNumber = first.event().sequenceNumber();
    return insert.bind(
        first.event().persistenceId(),
        part(sequenceNumber),
        sequenceNumber,
        last.event().sequenceNumber(),
        ByteBuffer.wrap(EventsCodec.encode(events)),
        last.event().sequenceNumber(),
        last.offset() + 1);
  }

  BoundStatement lastPart(String persistenceId, long part) {
    return lastPart.bind(part, part, persistenceId);
  }

  CompletionStage<Void> deletedTo(String persistenceId, long sequenceNumber) {
    return cql.run(
        deletedTo.bind(sequenceNumber, sequenceNumber, persistenceId),
        "deleting events of " + persistenceId);
  }

  CompletionStage<Head> head(String persistenceId) {
    return headOf(persistenceId, 0)
        .thenCompose(first ->
            first.lastPart() == 0
                ? Stages.now(first)
                : headOf(persistenceId, first.lastPart()).thenApply(last -> joined(first, last)));
  }

  private static Head joined(Head first, Head last) {
    return last.lastRow().isEmpty()
        ? first
        : new Head(
            last.lastSequenceNumber(),
            first.lastPart(),
            first.deletedTo(),
            last.lastRow(),
            first.bytes() + last.bytes());
  }

  private CompletionStage<Head> headOf(String persistenceId, long part) {
    return cql.one(head.bind(persistenceId, part), reading(persistenceId))
        .thenApply(row -> row.map(found -> headOf(persistenceId, found)).orElse(Head.NONE));
  }

  private static Head headOf(String persistenceId, Row row) {
    return new Head(
        row.getLong("highest_sequence_nr"),
        row.getLong("last_part"),
        row.getLong("deleted_to"),
        row.isNull("events") ? List.of() : events(persistenceId, row),
        Head.OVERHEAD + 2 * bytes(row));
  }

  /**
   * The first rows of an entity and what its head tells, which is without a last row.
   *
   * @param rows empty if there are none
   */
  record Beginning(Head head, List<List<IndexedEvent>> rows) {}

  /** The rows of the first part, as long as wanted. */
  CompletionStage<Beginning> beginning(String persistenceId, int pageSize, Predicate<Row> wanted) {
    BoundStatement statement = beginning.bind(persistenceId).setPageSize(pageSize);
    return cql.some(statement, wanted, reading(persistenceId))
        .thenCompose(rows ->
            rows.isEmpty()
                ? Stages.now(new Beginning(Head.NONE, List.of()))
                : beginning(persistenceId, rows));
  }

  private CompletionStage<Beginning> beginning(String persistenceId, List<Row> rows) {
    Row first = rows.getFirst();
    Head head =
        new Head(
            first.getLong("highest_sequence_nr"),
            first.getLong("last_part"),
            first.getLong("deleted_to"),
            List.of(),
            Head.OVERHEAD + 2 * rows.stream().mapToInt(EventsTable::bytes).sum());
    List<List<IndexedEvent>> events =
        rows.stream()
            .filter(row -> !row.isNull("events"))
            .map(row -> events(persistenceId, row))
            .toList();
    return head.lastPart() == 0
        ? Stages.now(new Beginning(head, events))
        : headOf(persistenceId, head.lastPart())
            .thenApply(last -> new Beginning(joined(head, last), events));
  }

  /** The row of {@code part} that begins at {@code sequenceNumber} or last before it. */
  CompletionStage<Optional<List<IndexedEvent>>> lastUpTo(
      String persistenceId, long part, long sequenceNumber) {
    return cql.one(lastUpTo.bind(persistenceId, part, sequenceNumber), reading(persistenceId))
        .thenApply(row -> row.map(found -> events(persistenceId, found)));
  }

  /** The rows of {@code part} that begin behind {@code sequenceNumber}, as long as wanted. */
  CompletionStage<List<List<IndexedEvent>>> behind(
      String persistenceId, long part, long sequenceNumber, int pageSize, Predicate<Row> wanted) {
    BoundStatement statement =
        behind.bind(persistenceId, part, sequenceNumber).setPageSize(pageSize);
    return cql.some(statement, wanted, reading(persistenceId))
        .thenApply(rows -> rows.stream().map(row -> events(persistenceId, row)).toList());
  }

  static int bytes(Row row) {
    ByteBuffer events = row.getByteBuffer("events");
    return events == null ? 0 : events.remaining();
  }

  /** The sequence number of the row's last event. */
  static long lastOf(Row row) {
    return row.getLong("last_sequence_nr");
  }

  /** How many events the row holds, at most. */
  static long count(Row row) {
    return lastOf(row) - row.getLong("sequence_nr") + 1;
  }

  private static List<IndexedEvent> events(String persistenceId, Row row) {
    long first = row.getLong("sequence_nr");
    return EventsCodec.decode(
        persistenceId,
        LogTable.bytes(row.getByteBuffer("events")),
        () -> "the events of %s from %d on".formatted(persistenceId, first));
  }

  private static String reading(String persistenceId) {
    return "reading the events of " + persistenceId;
  }
}
