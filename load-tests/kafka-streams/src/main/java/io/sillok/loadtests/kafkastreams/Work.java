package io.sillok.loadtests.kafkastreams;

import java.time.Duration;
import java.util.List;

/**
 * What is to be done with which topics.
 *
 * @param kind {@code tumbling}, {@code hopping} or {@code session}
 * @param size of a window, or the gap of sessions
 * @param slide of hopping windows; else the size
 * @param grace how far events of a task may be behind its latest
 * @param input the topic of clicks
 * @param output the topic of results, which is there, and the application's name
 * @param results how many there will be
 * @param end a time behind all clicks, in milliseconds since 1970
 */
record Work(
    String kind,
    Duration size,
    Duration slide,
    Duration grace,
    String input,
    String output,
    long results,
    long end) {

  /** {@code KIND SIZE SLIDE GRACE INPUT OUTPUT RESULTS END}, times in milliseconds. */
  static Work of(List<String> words) {
    return new Work(
        words.get(0),
        millis(words.get(1)),
        millis(words.get(2)),
        millis(words.get(3)),
        words.get(4),
        words.get(5),
        Long.parseLong(words.get(6)),
        Long.parseLong(words.get(7)));
  }

  private static Duration millis(String text) {
    return Duration.ofMillis(Long.parseLong(text));
  }

  /** The topic of what closes the last windows. */
  String flushes() {
    return output + "-flushes";
  }

  /** A time at which every window of clicks is closed. */
  long allClosed() {
    return end + 2 * size.toMillis() + grace.toMillis() + 1;
  }
}
