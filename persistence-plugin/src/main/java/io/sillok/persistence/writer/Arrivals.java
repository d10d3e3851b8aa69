package io.sillok.persistence.writer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By entity: writes that wait, in order, until the log is open and the entity's last event is
 * known. Not thread-safe.
 */
final class Arrivals {

  private final Map<String, List<PendingWrite>> byEntity = new LinkedHashMap<>();
  private long bytes;

  long bytes() {
    return bytes;
  }

  /** Adds {@code write} if earlier ones of its entity wait; whether it did. */
  boolean join(PendingWrite write) {
    List<PendingWrite> earlier = byEntity.get(write.persistenceId());
    if (earlier == null) {
      return false;
    }
    earlier.add(write);
    bytes += write.bytes();
    return true;
  }

  /** Adds {@code write}, the first of its entity. */
  void begin(PendingWrite write) {
    byEntity.put(write.persistenceId(), new ArrayList<>(List.of(write)));
    bytes += write.bytes();
  }

  /** Takes all of {@code persistenceId} away. */
  List<PendingWrite> take(String persistenceId) {
    List<PendingWrite> all = byEntity.remove(persistenceId);
    if (all == null) {
      return List.of();
    }
    all.forEach(this::left);
    return all;
  }

  /** The writes that are here, of {@code persistenceId} or of all. */
  Stream<PendingWrite> all(@Nullable String persistenceId) {
    return persistenceId == null
        ? byEntity.values().stream().flatMap(List::stream)
        : byEntity.getOrDefault(persistenceId, List.of()).stream();
  }

  /**
   * Takes those away whose time is up at {@code now}, by {@link System#nanoTime}, and what waits
   * behind them of the same entities.
   */
  List<PendingWrite> takeExpired(long now) {
    List<PendingWrite> expired = new ArrayList<>();
    for (List<PendingWrite> writes : byEntity.values()) {
      int first = 0;
      while (first < writes.size() && !writes.get(first).isExpired(now)) {
        first++;
      }
      List<PendingWrite> late = writes.subList(first, writes.size());
      expired.addAll(late);
      late.clear();
    }
    expired.forEach(this::left);
    return expired;
  }

  private void left(PendingWrite write) {
    bytes -= write.bytes();
  }
}
