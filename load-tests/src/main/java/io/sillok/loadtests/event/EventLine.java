package io.sillok.loadtests.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An event as a node writes it: JSON in one line, whose last member is the event's data. */
public final class EventLine {

  private static final byte[] DATA = "\"data\":".getBytes(StandardCharsets.UTF_8);

  private EventLine() {}

  /**
   * Where the data begins in the line that {@code bytes} has from {@code from} to before {@code
   * to}; it ends before {@code to - 1}. Less than 0 for a line without an event.
   */
  public static int dataOf(byte[] bytes, int from, int to) {
    for (int at = from; at + DATA.length < to; at++) {
      if (bytes[at] == '"' && Arrays.equals(bytes, at, at + DATA.length, DATA, 0, DATA.length)) {
        return at + DATA.length;
      }
    }
    return -1;
  }
}
