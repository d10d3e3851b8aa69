package io.sillok.loadtests.windowstate;

import java.time.Instant;

/**
 * Events of many keys in turn, numbered from 0: event {@code n} is of key {@code n % keys}, and
 * times go on evenly, so each key is in each window.
 *
 * @param keys how many there are
 * @param perHour events in an hour of event time
 */
record Readings(int keys, int perHour) {

  /** How a stream of them is declared. */
  static final String DECLARATION =
      """
      {"kind": "keyed", "key": "meterId", "eventTime": "readAt", "schema": {"type": "record", "name": "MeterRead", "fields": [
        {"name": "meterId", "type": "string"}, {"name": "amount", "type": "long"},
        {"name": "readAt", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}}\
      """;

  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final long HOUR_MILLIS = 3_600_000;
  private static final int AMOUNTS = 1_000;

  /** Event {@code number} as JSON. */
  String json(long number) {
    return json("m-" + number % keys, number % AMOUNTS, START + number * HOUR_MILLIS / perHour);
  }

  /**
   * An event as JSON.
   *
   * @param time in milliseconds since 1970
   */
  static String json(String key, long amount, long time) {
    return "{\"meterId\":\"%s\",\"amount\":%d,\"readAt\":\"%s\"}"
        .formatted(key, amount, Instant.ofEpochMilli(time));
  }

  /**
   * A projection of {@code stream} that counts and sums by the stream's key.
   *
   * @param size of tumbling windows, such as {@code PT1H}
   */
  static String projection(String stream, String size, String outOfOrderness) {
    return """
    {"stream": "%s", "window": {"kind": "tumbling", "size": "%s"}, "outOfOrderness": "%s", "allowedLateness": "PT0S",
     "aggregates": {"readings": {"function": "count"}, "sum": {"function": "sum", "field": "amount"}}}\
    """
        .formatted(stream, size, outOfOrderness);
  }
}
