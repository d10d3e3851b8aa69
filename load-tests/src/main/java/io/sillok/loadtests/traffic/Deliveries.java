package io.sillok.loadtests.traffic;

import io.sillok.loadtests.faults.check.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a queue handed out, and what was acknowledged of it. Times are places in the order in which
 * all of it was written down; each must be told when all before it has been.
 */
final class Deliveries {

  private final Set<Place> acksAsked = new HashSet<>();
  private final Map<Place, Long> acked = new HashMap<>();
  private final List<String> again = new ArrayList<>();
  private long looked;

  void ackAsked(Place place) {
    acksAsked.add(place);
  }

  /** The ack of {@code place} was acknowledged. */
  void acked(Place place, long at) {
    acked.putIfAbsent(place, at);
  }

  /** {@code place} was handed out to somebody who began to ask at {@code asked}. */
  void received(Place place, long asked) {
    looked++;
    Long done = acked.get(place);
    if (done != null && done <= asked) {
      again.add(
          "%s was acknowledged as done (line %d), and was handed out to who asked afterwards (line %d)"
              .formatted(place, done, asked));
    }
  }

  /** Events whose ack was sent at least once. */
  Set<Place> acksAsked() {
    return acksAsked;
  }

  /** So many events that were handed out were looked at. */
  long looked() {
    return looked;
  }

  /** Those that came again when they were done. */
  List<String> again() {
    return again;
  }
}
