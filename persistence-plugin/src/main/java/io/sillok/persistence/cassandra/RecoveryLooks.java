package io.sillok.persistence.cassandra;

import io.sillok.persistence.cassandra.CassandraEntities.Look;
import io.sillok.persistence.codec.BlockCodec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was found when an entity began to recover, for its replay, which needs the same: events that
 * were there stay. Thread-safe.
 */
final class RecoveryLooks {

  /** A replay that asks later looks again. */
  private static final long VALID_NANOS = Duration.ofSeconds(5).toNanos();

  private static final long MOST_BYTES = 16 << 20;

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private long bytes;

  private record Entry(Look look, long bytes, long since) {}

  /** What was found of {@code persistenceId}, if that has all its events up to {@code to}. */
  synchronized Optional<Look> find(String persistenceId, long to) {
    Entry entry = entries.get(persistenceId);
    return entry == null
            || entry.look().highest() < to
            || System.nanoTime() - entry.since() > VALID_NANOS
        ? Optional.empty()
        : Optional.of(entry.look());
  }

  synchronized void put(String persistenceId, Look look) {
    forget(persistenceId);
    Entry entry = new Entry(look, bytes(look), System.nanoTime());
    entries.put(persistenceId, entry);
    bytes += entry.bytes();
    dropOldest();
  }

  private static long bytes(Look look) {
    return look.head().bytes()
        + look.unindexed().stream().mapToLong(event -> BlockCodec.estimate(event.event())).sum();
  }

  private void dropOldest() {
    var eldest = entries.values().iterator();
    while (bytes > MOST_BYTES && eldest.hasNext()) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }

  synchronized void forget(String persistenceId) {
    Entry entry = entries.remove(persistenceId);
    if (entry != null) {
      bytes -= entry.bytes();
    }
  }
}
