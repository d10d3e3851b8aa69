package io.sillok.examples.flights;

import java.util.HashMap;
import java.util.Map;

/** What is known of each airport's departures: a fold of the flights. Not thread-safe. */
final class Airports {

  private final Map<String, Counts> counts = new HashMap<>();

  private record Counts(int flights, int late) {

    Counts with(Flight flight) {
      return new Counts(flights + 1, flight.isLate() ? late + 1 : late);
    }
  }

  /** Its origin after {@code flight}, as an event of stream {@code airport-status}. */
  String after(Flight flight) {
    Counts now = counts.getOrDefault(flight.origin(), new Counts(0, 0)).with(flight);
    counts.put(flight.origin(), now);
    return """
    {"airport":"%s","flights":%d,"lateFlights":%d,"lastDestination":"%s","lastDepartedAt":"%s","lastDelayMinutes":%d}\
    """
        .formatted(
            flight.origin(),
            now.flights(),
            now.late(),
            flight.destination(),
            flight.departedAt(),
            flight.delayMinutes());
  }
}
