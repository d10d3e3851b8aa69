package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
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
  private final PreparedStatement dropped;
  private final PreparedStatement startsAt;

  LogsTable(Cql cql) {
    this.cql = cql;
    all = cql.prepare("SELECT log, partition, indexed_to FROM %s.logs");
    find =
        cql.prepare(
            "SELECT indexed_to, starts_at, trimmed_to, dropped_to FROM %s.logs WHERE log = ? AND partition = ?");
    create =
        cql.prepare(
            "INSERT INTO %s.logs (log, partition, indexed_to) VALUES (?, ?, 0) USING TIMESTAMP 1");
    indexed =
        cql.prepare(
            "UPDATE %s.logs USING TIMESTAMP ? SET indexed_to = ? WHERE log = ? AND partition = ?");
    trimmed =
        cql.prepare(
            "UPDATE %s.logs USING TIMESTAMP ? SET trimmed_to = ? WHERE log = ? AND partition = ?");
    dropped =
        cql.prepare(
            "UPDATE %s.logs USING TIMESTAMP ? SET dropped_to = ? WHERE log = ? AND partition = ?");
    startsAt = cql.prepare("UPDATE %s.logs SET starts_at = ? WHERE log = ? AND partition = ?");
  }

  /**
   * @param listed whether the log has or is about to have a block
   * @param indexedTo events before it are in the index; there may be more
   * @param first the first offset that the log holds or may hold
   * @param droppedTo the first bucket whose blocks may not have been deleted
   */
  record Progress(boolean listed, long indexedTo, long first, long droppedTo) {

    private static final Progress NONE = new Progress(false, 0, 0, 0);

    /** Where the blocks begin that the index may lack. */
    long unindexed() {
      return Math.max(indexedTo, first);
    }

    /** No block begins before this bucket. */
    long firstBucket() {
      return LogTable.bucket(first);
    }

    /** A bucket in which or before which the log has a block, if it has any. */
    long knownBucket() {
      return LogTable.bucket(Math.max(Math.max(0, indexedTo - 1), first));
    }
  }

  CompletionStage<List<LogId>> all() {
    return cql.all(all.bind(), "listing the logs")
        .thenApply(rows ->
            rows.stream()
                .filter(row -> !row.isNull("indexed_to"))
                .map(row -> new LogId(row.getString("log"), row.getInt("partition")))
                .sorted(Comparator.comparing(LogId::name).thenComparingInt(LogId::partition))
                .toList());
  }

  CompletionStage<Progress> find(LogId log) {
    return cql.one(find.bind(log.name(), log.partition()), "finding log " + log)
        .thenApply(row -> row.map(LogsTable::progress).orElse(Progress.NONE));
  }

  private static Progress progress(Row row) {
    return new Progress(
        !row.isNull("indexed_to"),
        row.getLong("indexed_to"),
        Math.max(row.getLong("starts_at"), row.getLong("trimmed_to")),
        row.getLong("dropped_to"));
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

  /** Blocks in buckets before {@code bucket} are deleted. */
  CompletionStage<Void> dropped(LogId log, long bucket) {
    return cql.run(
        dropped.bind(bucket + 1, bucket, log.name(), log.partition()),
        "recording the trim of " + log);
  }

  /** Has {@code log}, which is empty, begin at {@code offset}. */
  CompletionStage<Void> startsAt(LogId log, long offset) {
    return cql.run(
        startsAt.bind(offset, log.name(), log.partition()),
        "recording where %s begins".formatted(log));
  }
}
