package io.sillok.loadtests.faults.workload;

import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.check.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What workers of a queue were given, and what of it was settled for sure. Thread-safe. */
final class WorkerLedger {

  private final Map<Place, Long> settled = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private long clock;
  private long forgotten;
  private boolean forgetful = true;

  /** Now; to be asked for before items are. */
  synchronized long tick() {
    return ++clock;
  }

  /** A worker got an item for which it had asked at {@code asked}. */
  synchronized void given(Place place, long asked) {
    Long when = settled.get(place);
    if (when != null && when < asked) {
      violations.add("%s was settled before it was asked for".formatted(place));
    }
  }

  /** It was answered that the item is acked, or a dead letter. */
  synchronized void settled(Place place) {
    settled.putIfAbsent(place, ++clock);
  }

  /** A worker forgets the item, if any may. */
  synchronized boolean forget() {
    forgotten += forgetful ? 1 : 0;
    return forgetful;
  }

  /** From now on nobody forgets anything. */
  synchronized void forgetNoMore() {
    forgetful = false;
  }

  synchronized long forgotten() {
    return forgotten;
  }

  /**
   * @param least so many items must have been settled
   */
  synchronized Finding notGivenAgain(long least) {
    return new Finding(
        "no item comes to a worker that asks when its ack or reject was acknowledged",
        settled.size(),
        least,
        violations);
  }
}
