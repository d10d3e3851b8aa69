package io.sillok.loadtests.availability;

import java.util.Map;

/**
 * Tries that were made again.
 *
 * @param unavailable that were answered 503
 * @param other for a connection that was refused or broke, or for another status
 */
record Retries(long unavailable, long other) {

  /** What its figures are, for people. */
  static final String ABOUT =
      "`503 retried` and `other retried` are tries that were made again, the latter for a connection that was refused or broke, or for another status";

  private static final String UNAVAILABLE = "503";

  /** So many since {@code before}, both by their reasons. */
  static Retries between(Map<String, Long> before, Map<String, Long> after) {
    long unavailable = 0;
    long other = 0;
    for (Map.Entry<String, Long> each : after.entrySet()) {
      long since = each.getValue() - before.getOrDefault(each.getKey(), 0L);
      if (each.getKey().startsWith(UNAVAILABLE)) {
        unavailable += since;
      } else {
        other += since;
      }
    }
    return new Retries(unavailable, other);
  }

  /** By the headings of their columns. */
  Map<String, Double> figures() {
    return Map.of("503 retried", (double) unavailable, "other retried", (double) other);
  }
}
