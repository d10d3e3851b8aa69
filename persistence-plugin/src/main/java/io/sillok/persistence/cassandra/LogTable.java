package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.codec.BlockCodec;
import io.sillok.persistence.codec.ByteWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The rows of table {@code log}: one a block. */
final class LogTable {

  private static final String COLUMNS = "SELECT first_offset, attempt, indexed_to, block";
  private static final String BUCKET =
      " FROM %s.log WHERE log = ? AND partition = ? AND bucket = ?";

  private final Cql cql;
  private final PreparedStatement insert;
  private final PreparedStatement last;
  private final PreparedStatement counts;
  private final PreparedStatement lastUpTo;
  private final PreparedStatement from;
  private final PreparedStatement anyFrom;
  private final PreparedStatement deleteBucket;

  LogTable(Cql cql) {
    this.cql = cql;
    insert =
        cql.prepareTransaction(
            "INSERT INTO %s.log (log, partition, bucket, first_offset, event_count, attempt, writer,"
                + " epoch, kind, appended_at, indexed_to, block) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                + " ?, ?) IF NOT EXISTS");
    last = cql.prepare(COLUMNS + BUCKET + " ORDER BY first_offset DESC LIMIT 1");
    counts =
        cql.prepare("SELECT first_offset, event_count" + BUCKET + " ORDER BY first_offset DESC");
    lastUpTo =
        cql.prepare(COLUMNS + BUCKET + " AND first_offset <= ? ORDER BY first_offset DESC LIMIT 1");
    from = cql.prepare(COLUMNS + BUCKET + " AND first_offset >= ?");
    anyFrom = cql.prepare("SELECT first_offset" + BUCKET + " AND first_offset >= ? LIMIT 1");
    deleteBucket =
        cql.prepare(
            "DELETE FROM %s.log USING TIMESTAMP ? WHERE log = ? AND partition = ? AND bucket = ?");
  }

  /** A block as it stands, and how far its writer had indexed the log by then. */
  record Stored(Block block, long indexedTo, int bytes) {}

  static long bucket(long offset) {
    return offset / PartitionLog.BUCKET_OFFSETS;
  }

  /** The transaction that writes {@code block} into its cell if that is free. */
  BoundStatement insert(Block block, long indexedTo) {
    LogId log = block.log();
    return insert.bind(
        log.name(),
        log.partition(),
        bucket(block.firstOffset()),
        block.firstOffset(),
        block.events().size(),
        block.attempt(),
        block.writer(),
        block.epoch(),
        (byte) block.kind().code(),
        block.appendedAt(),
        indexedTo,
        ByteBuffer.wrap(BlockCodec.encode(block)));
  }

  /** The last block of {@code bucket}. */
  CompletionStage<Optional<Stored>> last(LogId log, long bucket) {
    return cql.one(last.bind(log.name(), log.partition(), bucket), reading(log))
        .thenApply(row -> row.map(found -> stored(log, found)));
  }

  /** The last block of {@code bucket} that has events. */
  CompletionStage<Optional<Stored>> lastWithEvents(LogId log, long bucket) {
    return cql.some(
            counts.bind(log.name(), log.partition(), bucket), new UpToEvents(), reading(log))
        .thenCompose(rows ->
            rows.isEmpty() || rows.getLast().getInt("event_count") == 0
                ? Stages.now(Optional.empty())
                : lastUpTo(log, bucket, rows.getLast().getLong("first_offset")));
  }

  /** Wants rows up to the first that has events. */
  private static final class UpToEvents implements Predicate<Row> {
    private boolean found;

    @Override
    public boolean test(Row row) {
      boolean wanted = !found;
      found = row.getInt("event_count") > 0;
      return wanted;
    }
  }

  /** The block of {@code bucket} that begins at {@code offset} or last before it. */
  CompletionStage<Optional<Stored>> lastUpTo(LogId log, long bucket, long offset) {
    return cql.one(lastUpTo.bind(log.name(), log.partition(), bucket, offset), reading(log))
        .thenApply(row -> row.map(found -> stored(log, found)));
  }

  /**
   * The blocks of {@code bucket} that begin at {@code offset} or later, up to the one that {@code
   * enough} accepts.
   *
   * @param pageSize rows that are fetched at once
   */
  CompletionStage<List<Stored>> from(
      LogId log,
      long bucket,
      long offset,
      int pageSize,
      Predicate<Integer> wanted,
      ConsistencyLevel consistency) {
    BoundStatement statement =
        from.bind(log.name(), log.partition(), bucket, offset)
            .setPageSize(pageSize)
            .setConsistencyLevel(consistency);
    return cql.some(statement, row -> wanted.test(size(row)), reading(log))
        .thenApply(rows -> rows.stream().map(row -> stored(log, row)).toList());
  }

  /** Whether a block of {@code bucket} begins at {@code offset} or later. */
  CompletionStage<Boolean> anyFrom(LogId log, long bucket, long offset) {
    return cql.one(anyFrom.bind(log.name(), log.partition(), bucket, offset), reading(log))
        .thenApply(Optional::isPresent);
  }

  /** Drops the blocks that begin in {@code bucket}, which must not be written any more. */
  CompletionStage<Void> delete(LogId log, long bucket) {
    // Whatever clock the rows were written by, they are older than this.
    Instant later = Instant.now().plus(1, ChronoUnit.DAYS);
    return cql.run(
        deleteBucket.bind(ByteWriter.micros(later), log.name(), log.partition(), bucket),
        "dropping bucket %d of log %s".formatted(bucket, log));
  }

  /** What a transaction that was not applied found. */
  static Stored stored(LogId log, Row row) {
    long offset = row.getLong("first_offset");
    byte[] bytes = bytes(row.getByteBuffer("block"));
    Block block =
        BlockCodec.decode(bytes, () -> "the block at offset %d of log %s".formatted(offset, log));
    if (!block.log().equals(log) || block.firstOffset() != offset) {
      throw new StoreException(
          "store-corrupt",
          "The row at offset %d of log %s holds the block at offset %d of log %s; restore the store from"
                  .formatted(offset, log, block.firstOffset(), block.log())
              + " a backup",
          null);
    }
    return new Stored(block, row.getLong("indexed_to"), bytes.length);
  }

  /** The first block of {@code bucket}. */
  CompletionStage<Optional<Stored>> first(LogId log, long bucket) {
    return from(log, bucket, bucket * PartitionLog.BUCKET_OFFSETS, 1, new FirstOnly(), quorum())
        .thenApply(blocks -> blocks.stream().findFirst());
  }

  private static final class FirstOnly implements Predicate<Integer> {
    private boolean taken;

    @Override
    public boolean test(Integer size) {
      boolean first = !taken;
      taken = true;
      return first;
    }
  }

  static ConsistencyLevel one() {
    return DefaultConsistencyLevel.LOCAL_ONE;
  }

  static ConsistencyLevel quorum() {
    return DefaultConsistencyLevel.LOCAL_QUORUM;
  }

  static ConsistencyLevel serial() {
    return DefaultConsistencyLevel.LOCAL_SERIAL;
  }

  private static int size(Row row) {
    ByteBuffer block = row.getByteBuffer("block");
    return block == null ? 0 : block.remaining();
  }

  static byte[] bytes(@org.jspecify.annotations.Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return new byte[0];
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static String reading(LogId log) {
    return "reading log " + log;
  }
}
