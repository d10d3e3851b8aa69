package io.sillok.loadtests.availability;

import java.util.Map;
import java.util.Set;

/**
 * Tries that were made again.
 *
 * @param unavailable that were answered 503
 * @param refused for a connection that did not come about, so nothing was sent
 * @param lost of which the client could not know what had become
 */
record Retries(long unavailable, long refused, long lost) {

  /** The heading of the column of those that were lost. */
  static final String LOST = "lost retried";

  /** What its figures are, for people. */
  static final String ABOUT =
      "`503 retried`, `refused retried` and `lost retried` are tries that were made again: those that were answered 503, those for which no connection came about, and those of which the client could not know what had become, as the connection broke or there was no answer in time";

  private static final String UNAVAILABLE = "503 ";
  private static final String UNKNOWN = "503 timeout";
  private static final Set<String> NOT_SENT =
      Set.of("ConnectException", "HttpConnectTimeoutException");

  /** So many since {@code before}; both maps have tries by their reasons. */
  static Retries between(Map<String, Long> before, Map<String, Long> after) {
    long unavailable = 0;
    long refused = 0;
    long lost = 0;
    for (Map.Entry<String, Long> each : after.entrySet()) {
      long since = each.getValue() - before.getOrDefault(each.getKey(), 0L);
      if (NOT_SENT.contains(each.getKey())) {
        refused += since;
      } else if (each.getKey().startsWith(UNAVAILABLE) && !each.getKey().equals(UNKNOWN)) {
        unavailable += since;
      } else {
        lost += since;
      }
    }
    return new Retries(unavailable, refused, lost);
  }

  /** By the headings of their columns. */
  Map<String, Double> figures() {
    return Map.of(
        "503 retried",
        (double) unavailable,
        "refused retried",
        (double) refused,
        LOST,
        (double) lost);
  }
}
