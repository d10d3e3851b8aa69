package io.sillok.persistence.cassandra;

import io.sillok.persistence.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What clients have tried to write, and what they were told. Thread-safe. */
final class Claims {

  final Set<String> attempted = ConcurrentHashMap.newKeySet();
  final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
  final AtomicInteger recoveries = new AtomicInteger();

  /** What must not happen: anything that is no outcome at all. */
  final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();

  private final AtomicLong ids = new AtomicLong();

  /** An id that no event has. */
  String newId(String persistenceId) {
    String id = persistenceId + "#" + ids.incrementAndGet();
    attempted.add(id);
    return id;
  }

  void failed(StoreException failure) {
    failures.computeIfAbsent(failure.code(), code -> new AtomicInteger()).incrementAndGet();
  }

  /** Whether each of these failures was met. */
  boolean hasMet(String... codes) {
    return failures.keySet().containsAll(List.of(codes));
  }

  @Override
  public String toString() {
    return "%d events attempted, %d acknowledged, %d recoveries, failures %s"
        .formatted(attempted.size(), acknowledged.size(), recoveries.get(), failures);
  }
}
