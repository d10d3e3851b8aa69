package io.sillok.node.console;

/**
 * A stream of what thermometers read, and a projection of it by the minute, which has no answer for
 * a reading of 0; both were declared over HTTP.
 */
record Readings(ConsoleNode node, String name) {

  private static final String STREAM =
      """
      {"kind": "keyed", "key": "sensor", "eventTime": "takenAt",
       "schema": {"type": "record", "name": "ReadingTaken", "fields": [
         {"name": "sensor", "type": "string"}, {"name": "celsius", "type": "int"},
         {"name": "takenAt", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}}
      """;

  /**
   * @param name of these among others
   */
  static Readings declare(ConsoleNode node, String name) {
    Readings readings = new Readings(node, name);
    node.put("/v1/streams/" + readings.stream(), STREAM);
    node.put(
        "/v1/projections/" + readings.projection(),
        """
        {"stream": "%s", "filter": "100 / data.celsius > 0",
         "window": {"kind": "tumbling", "size": "PT1M"},
         "outOfOrderness": "PT1S", "allowedLateness": "PT2M", "emit": "updates",
         "aggregates": {
           "readings": {"function": "count"},
           "average": {"function": "avg", "field": "celsius"}}}
        """
            .formatted(readings.stream()));
    return readings;
  }

  String stream() {
    return "readings-" + name;
  }

  String projection() {
    return name + "-per-minute";
  }

  /**
   * A reading on a day in March.
   *
   * @param time of the day, with seconds
   */
  void take(String sensor, String time, int celsius) {
    node.post(
        "/v1/streams/%s/events".formatted(stream()),
        "{\"sensor\": \"%s\", \"celsius\": %d, \"takenAt\": \"2026-03-01T%sZ\"}"
            .formatted(sensor, celsius, time));
  }

  /** Has event time go on in all partitions, on the same day. */
  void advance(String time) {
    node.post(
        "/v1/streams/%s/time".formatted(stream()),
        "{\"advanceTo\": \"2026-03-01T%sZ\"}".formatted(time));
  }
}
