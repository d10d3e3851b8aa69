package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Permits;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.codec.BlockCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes blocks into the index, all logs' together bounded: an entity's events that come together
 * become one row. Each write is repeated until it succeeds; repeating changes nothing.
 */
final class IndexWriter {

  private static final Logger LOGGER = LoggerFactory.getLogger(IndexWriter.class);
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

  /** A row that has reached it takes no further event. */
  private static final int ROW_BYTES = 64 << 10;

  private final Cql cql;
  private final Timer timer;
  private final EventsTable events;
  private final PreparedStatement insertId;
  private final Permits permits;
  private final LongAdder rows = new LongAdder();

  IndexWriter(Cql cql, Timer timer, EventsTable events, int inFlight) {
    this.cql = cql;
    this.timer = timer;
    this.events = events;
    permits = new Permits(inFlight);
    insertId =
        cql.prepare(
            "INSERT INTO %s.persistence_ids (log, partition, persistence_id) VALUES (?, ?, ?) USING"
                + " TIMESTAMP 1");
  }

  /**
   * Completes when the index has all of {@code all}, which are in the order of their logs; fails
   * only when the store closes.
   */
  CompletionStage<Void> write(List<IndexedEvent> all) {
    Map<String, List<IndexedEvent>> byEntity = new LinkedHashMap<>();
    for (IndexedEvent event : all) {
      byEntity.computeIfAbsent(event.event().persistenceId(), id -> new ArrayList<>()).add(event);
    }
    List<CompletionStage<Void>> writes = new ArrayList<>();
    byEntity.forEach((id, ofEntity) -> writes.add(writeEntity(id, ofEntity)));
    return Stages.all(writes);
  }

  private CompletionStage<Void> writeEntity(String persistenceId, List<IndexedEvent> ofEntity) {
    List<CompletableFuture<Void>> writes = new ArrayList<>();
    IndexedEvent first = ofEntity.getFirst();
    if (first.event().previousSequenceNumber() == 0) {
      LogId log = first.log();
      writes.add(certainly(insertId.bind(log.name(), log.partition(), persistenceId)));
    }
    for (List<IndexedEvent> row : rows(ofEntity)) {
      writes.add(writeRow(persistenceId, row));
    }
    return Stages.all(writes);
  }

  /** The first row of a part is announced before it is there, so that it is looked for. */
  private CompletableFuture<Void> writeRow(String persistenceId, List<IndexedEvent> row) {
    LoggedEvent first = row.getFirst().event();
    long part = EventsTable.part(first.sequenceNumber());
    BoundStatement insert = events.insert(row);
    rows.increment();
    if (part == EventsTable.part(first.previousSequenceNumber())) {
      return certainly(insert);
    }
    return certainly(events.lastPart(persistenceId, part)).thenCompose(done -> certainly(insert));
  }

  /** Rows do not cross the parts in which an entity's events are kept. */
  private static List<List<IndexedEvent>> rows(List<IndexedEvent> ofEntity) {
    List<List<IndexedEvent>> rows = new ArrayList<>();
    List<IndexedEvent> row = new ArrayList<>();
    long part = -1;
    long first = 0;
    int bytes = 0;
    for (IndexedEvent event : ofEntity) {
      long number = event.event().sequenceNumber();
      long itsPart = EventsTable.part(number);
      if (itsPart != part || bytes >= ROW_BYTES || number - first >= EventsTable.ROW_SPAN) {
        first = number;
        row = new ArrayList<>();
        rows.add(row);
        part = itsPart;
        bytes = 0;
      }
      row.add(event);
      bytes += BlockCodec.estimate(event.event());
    }
    return rows;
  }

  /** Rows that were written since the start. */
  long rowsWritten() {
    return rows.sum();
  }

  private CompletableFuture<Void> certainly(BoundStatement statement) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    issue(statement, done, 1);
    return done;
  }

  private void issue(BoundStatement statement, CompletableFuture<Void> done, int tries) {
    permits.acquire(() ->
        cql.raw(statement)
            .whenCompleteAsync(
                (result, failure) -> {
                  permits.release();
                  if (failure == null) {
                    done.complete(null);
                  } else {
                    again(statement, done, tries, failure);
                  }
                },
                cql.executor()));
  }

  private void again(
      BoundStatement statement, CompletableFuture<Void> done, int tries, Throwable failure) {
    StoreException reason = CassandraFaults.of("writing the index", failure);
    if (tries == 1) {
      LOGGER.debug("A write of the index is repeated until it succeeds: {}", reason.getMessage());
    } else if (tries % 10 == 0) {
      LOGGER.warn("A write of the index failed {} times: {}", tries, reason.getMessage());
    }
    timer.after(
        BACKOFF.delay(tries), () -> issue(statement, done, tries + 1), done::completeExceptionally);
  }
}
