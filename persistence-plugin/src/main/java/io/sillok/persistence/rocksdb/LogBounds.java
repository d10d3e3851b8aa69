package io.sillok.persistence.rocksdb;

import io.sillok.persistence.LogId;
import io.sillok.persistence.codec.Frame;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Where each log begins and ends, counting what is being written. */
final class LogBounds {

  private final Map<LogId, Long> heads = new ConcurrentHashMap<>();
  private final Map<LogId, Long> starts = new ConcurrentHashMap<>();

  /** Reads the bounds that the store has recorded. */
  static LogBounds load(Database database) throws RocksDBException {
    LogBounds loaded = new LogBounds();
    load(database, Keys.heads(), loaded.heads);
    load(database, Keys.starts(), loaded.starts);
    return loaded;
  }

  private static void load(Database database, byte[] prefix, Map<LogId, Long> target)
      throws RocksDBException {
    try (Cursor cursor = database.cursor(Column.META, prefix)) {
      for (boolean here = cursor.seek(prefix); here; here = cursor.next()) {
        LogId log = Keys.log(cursor.key());
        target.put(log, Frame.open(cursor.value(), () -> "a bound of log " + log).getNumber());
      }
    }
  }

  /** The offset behind all that was written, 0 if nothing was. */
  static long durableHead(Database database, LogId log) throws RocksDBException {
    byte[] value = database.get(Column.META, Keys.head(log));
    return value == null ? 0 : Frame.open(value, () -> "the head of log " + log).getNumber();
  }

  /** The offset that the next block of {@code log} takes. */
  long head(LogId log) {
    return heads.getOrDefault(log, 0L);
  }

  /** The first offset that {@code log} still holds; its head when it holds nothing. */
  long start(LogId log) {
    return starts.getOrDefault(log, 0L);
  }

  void moveHead(Database database, WriteBatch batch, LogId log, long head) throws RocksDBException {
    batch.put(database.family(Column.META), Keys.head(log), encode(head));
    heads.put(log, head);
  }

  void moveStart(Database database, WriteBatch batch, LogId log, long start)
      throws RocksDBException {
    batch.put(database.family(Column.META), Keys.start(log), encode(start));
    starts.put(log, start);
  }

  /** The logs that hold at least one block, by name and partition. */
  List<LogId> logs() {
    return heads.keySet().stream()
        .filter(log -> head(log) > start(log))
        .sorted(Comparator.comparing(LogId::name).thenComparingInt(LogId::partition))
        .toList();
  }

  private static byte[] encode(long bound) {
    return Frame.end(Frame.begin(10).putNumber(bound));
  }
}
