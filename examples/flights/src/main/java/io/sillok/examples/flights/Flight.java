package io.sillok.examples.flights;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A flight as its airline reported it.
 *
 * @param departedAt by the clock at the origin, as an ISO-8601 instant
 * @param delayMinutes of arrival; negative if it was early
 * @param origin IATA code of an airport
 * @param destination IATA code of an airport
 */
record Flight(
    String departedAt, int delayMinutes, int distanceMiles, String origin, String destination) {

  private static final Pattern ROW =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:00Z),(-?\\d{1,4}),(\\d{1,4}),([A-Z]{3}),([A-Z]{3})");

  /** The US Department of Transportation counts a flight as late from here on. */
  private static final int LATE_MINUTES = 15;

  /** Reads {@code scheduled,delay_minutes,distance_miles,origin,destination}. */
  static Flight of(String row) {
    Matcher fields = ROW.matcher(row);
    if (!fields.matches()) {
      throw new IllegalArgumentException(
          "A row must be like 2001-01-01T00:03:00Z,-20,1946,LAX,ATL, but is " + row);
    }
    return new Flight(
        fields.group(1),
        Integer.parseInt(fields.group(2)),
        Integer.parseInt(fields.group(3)),
        fields.group(4),
        fields.group(5));
  }

  boolean isLate() {
    return delayMinutes >= LATE_MINUTES;
  }

  /** As an event of stream {@code flight-reported}. */
  String reported() {
    return """
    {"origin":"%s","destination":"%s","departedAt":"%s","delayMinutes":%d,"distanceMiles":%d}\
    """
        .formatted(origin, destination, departedAt, delayMinutes, distanceMiles);
  }
}
