package io.sillok.loadtests.flink;

import java.time.Duration;
import java.util.List;

/**
 * What is to be done with which topics.
 *
 * @param kind {@code tumbling}, {@code hopping} or {@code session}
 * @param size of a window, or the gap of sessions
 * @param slide of hopping windows; else the size
 * @param outOfOrderness how far events of a partition are behind its latest, at most
 * @param input the topic of clicks
 * @param output the topic of results, which is there
 */
record Work(
    String kind,
    Duration size,
    Duration slide,
    Duration outOfOrderness,
    String input,
    String output) {

  /** {@code KIND SIZE SLIDE OUT-OF-ORDERNESS INPUT OUTPUT …}, times in milliseconds. */
  static Work of(List<String> words) {
    return new Work(
        words.get(0),
        millis(words.get(1)),
        millis(words.get(2)),
        millis(words.get(3)),
        words.get(4),
        words.get(5));
  }

  private static Duration millis(String text) {
    return Duration.ofMillis(Long.parseLong(text));
  }

  /** Whether windows are of products; else they are of users, the keys of the topic. */
  boolean byProduct() {
    return kind.equals("hopping");
  }
}
