package io.sillok.persistence.rocksdb;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.codec.BlockCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.rocksdb.RocksDBException;

/** One log in RocksDB. */
record RocksDbLog(LogId id, Access access, LogBounds bounds) implements PartitionLog {

  @Override
  public CompletionStage<AppendResult> append(Block block) {
    if (!block.log().equals(id)) {
      throw new IllegalArgumentException(
          "A block of log %s cannot be appended to log %s".formatted(block.log(), id));
    }
    LogAppend append =
        new LogAppend(block, bounds, offset -> access.now(database -> holder(database, offset)));
    access.submit(append);
    return append.result();
  }

  private Block holder(Database database, long offset) throws RocksDBException {
    return from(database, offset, 1).stream()
        .findFirst()
        .filter(block -> block.firstOffset() <= offset)
        .orElseThrow(() ->
            new StoreException(
                "log-trimmed",
                "Offset %d of log %s was dropped by retention; read the head again"
                    .formatted(offset, id),
                null));
  }

  @Override
  public CompletionStage<Optional<Block>> last() {
    return access.read(database -> last(database, id));
  }

  @Override
  public CompletionStage<Long> head(long known) {
    return access.read(database -> Math.max(known, LogBounds.durableHead(database, id)));
  }

  @Override
  public CompletionStage<Optional<Block>> lastWithEvents() {
    return access.read(database -> lastWithEvents(database, id));
  }

  @Override
  public CompletionStage<List<Block>> read(long offset, int maxBytes) {
    return access.read(database -> from(database, offset, maxBytes));
  }

  @Override
  public boolean isExclusive() {
    return true;
  }

  @Override
  public CompletionStage<Optional<LogState>> state() {
    return access.read(database ->
        last(database, id)
            .map(last ->
                new LogState(
                    id,
                    bounds.start(id),
                    last.nextOffset(),
                    last.epoch(),
                    last.writer(),
                    last.appendedAt(),
                    last.nextOffset())));
  }

  @Override
  public CompletionStage<Long> trim(long offset) {
    LogTrim trim = new LogTrim(id, offset, bounds);
    access.submit(trim);
    return trim.start();
  }

  @Override
  public CompletionStage<Void> startAt(long offset) {
    LogStart start = new LogStart(id, offset, bounds);
    access.submit(start);
    return start.done();
  }

  static Optional<Block> last(Database database, LogId log) throws RocksDBException {
    try (Cursor cursor = database.cursor(Column.LOG, prefix(log))) {
      return cursor.seekBack(Keys.block(log, -1L))
          ? Optional.of(decode(log, cursor))
          : Optional.empty();
    }
  }

  static Optional<Block> lastWithEvents(Database database, LogId log) throws RocksDBException {
    try (Cursor cursor = database.cursor(Column.LOG, prefix(log))) {
      boolean here = cursor.seekBack(Keys.block(log, -1L));
      for (; here; here = cursor.back()) {
        Block block = decode(log, cursor);
        if (!block.events().isEmpty()) {
          return Optional.of(block);
        }
      }
    }
    return Optional.empty();
  }

  private List<Block> from(Database database, long offset, int maxBytes) throws RocksDBException {
    List<Block> blocks = new ArrayList<>();
    try (Cursor cursor = database.cursor(Column.LOG, prefix(id))) {
      // Read behind the cursor, so that it is no older than what the cursor sees.
      long first = Math.max(offset, bounds.start(id));
      boolean here = cursor.seekBack(Keys.block(id, first));
      if (here && decode(id, cursor).nextOffset() <= first) {
        here = cursor.next();
      }
      long bytes = 0;
      for (; here && bytes < maxBytes; here = cursor.next()) {
        Block block = decode(id, cursor);
        checkDense(blocks.isEmpty() ? null : blocks.getLast(), block, first);
        blocks.add(block);
        bytes += cursor.value().length;
      }
    }
    return blocks;
  }

  private static void checkDense(
      @org.jspecify.annotations.Nullable Block before, Block block, long offset) {
    boolean dense =
        before == null ? block.firstOffset() <= offset : block.firstOffset() == before.nextOffset();
    if (!dense) {
      throw missing(block.log(), before == null ? offset : before.nextOffset());
    }
  }

  static StoreException missing(LogId log, long offset) {
    return new StoreException(
        "store-corrupt",
        "Log %s has no block at offset %d; restore the store from a backup".formatted(log, offset),
        null);
  }

  /** The block under {@code cursor}, which must be what its key says. */
  static Block decode(LogId log, Cursor cursor) {
    byte[] key = cursor.key();
    Block block =
        BlockCodec.decode(
            cursor.value(),
            () -> "the block at offset %d of log %s".formatted(Keys.sequenceNumber(key), log));
    if (!block.log().equals(log) || block.firstOffset() != Keys.sequenceNumber(key)) {
      throw missing(log, Keys.sequenceNumber(key));
    }
    return block;
  }

  static byte[] prefix(LogId log) {
    byte[] key = Keys.block(log, 0);
    return java.util.Arrays.copyOf(key, key.length - Long.BYTES);
  }
}
