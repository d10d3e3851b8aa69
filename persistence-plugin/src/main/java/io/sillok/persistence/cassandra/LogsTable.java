package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.sillok.persistence.LogId;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The rows of table {@code logs}: which logs there are, and how far each is indexed and trimmed.
 * Both only grow, for each is written with itself as the timestamp.
 */
final class LogsTable {

  private final Cql cql;
  private final PreparedStatement all;
  private final PreparedStatement find;
  private final PreparedStatement create;
  private final PreparedStatement indexed;
  private final PreparedStatement trimmed;

  LogsTable(Cql cql) {
    this.cql = cql;
    all = cql.prepare("SELECT log, partition FROM %s.logs");
    find =
        cql.prepare("SELECT indexed_to, trimmed_to FROM %s.logs WHERE log = ? AND partition = ?");
    create =
        cql.prepare(
            "INSERT INTO %s.logs (log, partition, indexed_to) VALUES (?, ?, 0) USING TIMESTAMP 1");
    indexed =
        cql.prepare(
            "UPDATE %s.logs USING TIMESTAMP ? SET indexed_to = ? WHERE log = ? AND partition = ?");
    trimmed =
        cql.prepare(
            "UPDATE %s.logs USING TIMESTAMP ? SET trimmed_to = ? WHERE log = ? AND partition = ?");
  }

  /**
   * @param indexedTo events before it are in the index; there may be more
   * @param trimmedTo the first offset that the log still holds
   */
  record Progress(long indexedTo, long trimmedTo) {

    static final Progress NONE = new Progress(0, 0);

    /** No block that is worth looking for begins before this bucket. */
    long firstBucket() {
      return LogTable.bucket(trimmedTo);
    }

    /** A bucket in which or before which the log has a block, if it has any. */
    long knownBucket() {
      return LogTable.bucket(Math.max(Math.max(0, indexedTo - 1), trimmedTo));
    }
  }

  CompletionStage<List<LogId>> all() {
    return cql.all(all.bind(), "listing the logs")
        .thenApply(rows ->
            rows.stream()
                .map(row -> new LogId(row.getString("log"), row.getInt("partition")))
                .sorted(Comparator.comparing(LogId::name).thenComparingInt(LogId::partition))
                .toList());
  }

  CompletionStage<Progress> find(LogId log) {
    return cql.one(find.bind(log.name(), log.partition()), "finding log " + log)
        .thenApply(row ->
            row.map(found -> new Progress(found.getLong("indexed_to"), found.getLong("trimmed_to")))
                .orElse(Progress.NONE));
  }

  /** Lists {@code log}, which is about to get its first block. */
  CompletionStage<Void> create(LogId log) {
    return cql.run(create.bind(log.name(), log.partition()), "creating log " + log);
  }

  CompletionStage<Void> indexed(LogId log, long to) {
    return cql.run(
        indexed.bind(to + 1, to, log.name(), log.partition()), "recording the index of " + log);
  }

  CompletionStage<Void> trimmed(LogId log, long to) {
    return cql.run(
        trimmed.bind(to + 1, to, log.name(), log.partition()), "recording the trim of " + log);
  }
}
