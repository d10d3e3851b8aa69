package io.sillok.persistence.rocksdb;

import io.sillok.persistence.LogId;
import io.sillok.persistence.codec.Frame;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.RocksDBException;

/** Where each log ends, counting what is being written. */
final class LogHeads {

  private final Map<LogId, Long> heads = new ConcurrentHashMap<>();

  /** Reads the heads that the store has recorded. */
  static LogHeads load(Database database) throws RocksDBException {
    LogHeads loaded = new LogHeads();
    try (Cursor cursor = database.cursor(Column.META, Keys.heads())) {
      for (boolean here = cursor.seek(Keys.heads()); here; here = cursor.next()) {
        LogId log = Keys.logOfHead(cursor.key());
        loaded.heads.put(log, decode(log, cursor.value()));
      }
    }
    return loaded;
  }

  static byte[] encode(long head) {
    return Frame.end(Frame.begin(10).putNumber(head));
  }

  private static long decode(LogId log, byte[] value) {
    return Frame.open(value, () -> "the head of log " + log).getNumber();
  }

  /** The offset that the next block of {@code log} takes. */
  long of(LogId log) {
    return heads.getOrDefault(log, 0L);
  }

  void move(LogId log, long head) {
    heads.put(log, head);
  }

  List<LogId> logs() {
    return heads.keySet().stream()
        .sorted(Comparator.comparing(LogId::name).thenComparingInt(LogId::partition))
        .toList();
  }
}
