package io.sillok.persistence.cassandra;

import io.sillok.persistence.LogId;
import io.sillok.persistence.cassandra.EventsTable.Head;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the index said of the entities that were asked for last, in logs that this process owns, so
 * that a recovery asks once. Forgotten when the index or the ownership changes. Thread-safe.
 */
final class EntityHeads {

  private static final long MOST_BYTES = 16 << 20;
  private static final int STRIPES = 1024;

  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final AtomicLongArray versions = new AtomicLongArray(STRIPES);
  private long bytes;

  private record Entry(LogId log, Head head) {}

  synchronized Optional<Head> find(String persistenceId) {
    return Optional.ofNullable(entries.get(persistenceId)).map(Entry::head);
  }

  /** Grows when what was known of {@code persistenceId} is forgotten. */
  long version(String persistenceId) {
    return versions.get(stripe(persistenceId));
  }

  private static int stripe(String persistenceId) {
    return Math.floorMod(persistenceId.hashCode(), STRIPES);
  }

  /** Keeps {@code head}, which was read when {@link #version} was {@code version}, unless stale. */
  synchronized void put(LogId log, String persistenceId, Head head, long version) {
    if (version != version(persistenceId)) {
      return;
    }
    remove(persistenceId);
    entries.put(persistenceId, new Entry(log, head));
    bytes += head.bytes();
    var eldest = entries.entrySet().iterator();
    while (bytes > MOST_BYTES && eldest.hasNext()) {
      bytes -= eldest.next().getValue().head().bytes();
      eldest.remove();
    }
  }

  synchronized void forget(String persistenceId) {
    versions.incrementAndGet(stripe(persistenceId));
    remove(persistenceId);
  }

  private void remove(String persistenceId) {
    Entry entry = entries.remove(persistenceId);
    if (entry != null) {
      bytes -= entry.head().bytes();
    }
  }

  synchronized void forget(LogId log) {
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      versions.incrementAndGet(stripe);
    }
    var all = entries.values().iterator();
    while (all.hasNext()) {
      Entry entry = all.next();
      if (entry.log().equals(log)) {
        bytes -= entry.head().bytes();
        all.remove();
      }
    }
  }
}
