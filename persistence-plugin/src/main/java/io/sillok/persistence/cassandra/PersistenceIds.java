package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.sillok.persistence.LogId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The persistence ids of the table of the same name, in byte order across the logs that may hold
 * them, and those that only the logs have yet.
 */
final class PersistenceIds {

  /** The order of Cassandra's text, which is not that of Java's strings. */
  private static final Comparator<String> BYTES =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  private final Cql cql;
  private final LogsTable table;
  private final Logs logs;
  private final PreparedStatement from;
  private final PreparedStatement behind;
  private final PreparedStatement last;

  PersistenceIds(Cql cql, LogsTable table, Logs logs) {
    this.cql = cql;
    this.table = table;
    this.logs = logs;
    String select = "SELECT persistence_id FROM %s.persistence_ids WHERE log = ? AND partition = ?";
    from = cql.prepare(select + " AND persistence_id >= ? LIMIT ?");
    behind = cql.prepare(select + " AND persistence_id > ? LIMIT ?");
    last = cql.prepare(select + " ORDER BY persistence_id DESC LIMIT 1");
  }

  CompletionStage<List<String>> page(String prefix, String after, int limit) {
    boolean goesOn = BYTES.compare(after, prefix) >= 0 && !after.isEmpty();
    PreparedStatement select = goesOn ? behind : from;
    return ofAll(
            log -> mayHold(log, prefix), log -> ids(select, log, goesOn ? after : prefix, limit))
        .thenApply(ids ->
            ids.filter(id -> id.startsWith(prefix))
                .filter(id -> after.isEmpty() || BYTES.compare(id, after) > 0)
                .sorted(BYTES)
                .distinct()
                .limit(limit)
                .toList());
  }

  CompletionStage<Optional<String>> last() {
    return ofAll(
            log -> true,
            log ->
                cql.one(last.bind(log.name(), log.partition()), "finding the last persistence id")
                    .thenApply(row ->
                        row.map(found -> found.getString("persistence_id")).stream().toList()))
        .thenApply(ids -> ids.max(BYTES));
  }

  private CompletionStage<List<String>> ids(
      PreparedStatement select, LogId log, String bound, int limit) {
    return cql.all(
            select.bind(log.name(), log.partition(), bound, limit),
            "reading the persistence ids of " + log)
        .thenApply(rows -> rows.stream().map(row -> row.getString("persistence_id")).toList());
  }

  /** What {@code indexed} finds for each log that is wanted, with what the index may lack. */
  private CompletionStage<Stream<String>> ofAll(
      java.util.function.Predicate<LogId> wanted,
      Function<LogId, CompletionStage<List<String>>> indexed) {
    return table
        .all()
        .thenCompose(all -> {
          List<CompletableFuture<List<String>>> each =
              all.stream().filter(wanted).map(log -> ofOne(log, indexed)).toList();
          return Stages.all(each)
              .thenApply(done -> each.stream().map(CompletableFuture::join).flatMap(List::stream));
        });
  }

  private CompletableFuture<List<String>> ofOne(
      LogId log, Function<LogId, CompletionStage<List<String>>> indexed) {
    return logs.of(log)
        .end()
        .unindexedIds()
        .thenCompose(unindexed ->
            indexed
                .apply(log)
                .thenApply(ids -> Stream.concat(unindexed.stream(), ids.stream()).toList()))
        .toCompletableFuture();
  }

  /** A prefix that names a type leaves the logs of that type only. */
  private static boolean mayHold(LogId log, String prefix) {
    int bar = prefix.indexOf('|');
    return bar <= 0 || prefix.indexOf('\0') >= 0 || log.name().equals(prefix.substring(0, bar));
  }
}
