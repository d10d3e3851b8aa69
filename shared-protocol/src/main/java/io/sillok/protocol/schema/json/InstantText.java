package io.sillok.protocol.schema.json;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants as ISO 8601 writes them. Nearly all are written alike, and those are read without the
 * general parser, which takes ten times as long.
 */
public final class InstantText {

  private static final String USUAL = "0000-00-00T00:00:00";
  private static final int LONGEST_FRACTION = 9;

  private InstantText() {}

  /**
   * As {@link Instant#parse}, which reads all that is written in another way.
   *
   * @throws java.time.DateTimeException if it is no instant
   */
  public static Instant parse(String text) {
    int last = text.length() - 1;
    if (last < USUAL.length() || text.charAt(last) != 'Z' || !isUsual(text)) {
      return Instant.parse(text);
    }
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    int nano = fraction(text, last);
    if (hour > 23 || minute > 59 || second > 59 || nano < 0) {
      return Instant.parse(text); // there are hours 24 and leap seconds
    }
    long day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    return Instant.ofEpochSecond(((day * 24 + hour) * 60 + minute) * 60 + second, nano);
  }

  private static boolean isUsual(String text) {
    for (int index = 0; index < USUAL.length(); index++) {
      char expected = USUAL.charAt(index);
      char found = text.charAt(index);
      if (expected == '0' ? !isDigit(found) : found != expected) {
        return false;
      }
    }
    return true;
  }

  /** In nanoseconds; negative if it is none. */
  private static int fraction(String text, int end) {
    int digits = end - USUAL.length() - 1;
    if (digits < 0) {
      return 0;
    }
    if (text.charAt(USUAL.length()) != '.' || digits == 0 || digits > LONGEST_FRACTION) {
      return -1;
    }
    int nano = 0;
    for (int index = USUAL.length() + 1; index < end; index++) {
      if (!isDigit(text.charAt(index))) {
        return -1;
      }
      nano = nano * 10 + text.charAt(index) - '0';
    }
    for (int missing = digits; missing < LONGEST_FRACTION; missing++) {
      nano *= 10;
    }
    return nano;
  }

  private static int number(String text, int start, int end) {
    int number = 0;
    for (int index = start; index < end; index++) {
      number = number * 10 + text.charAt(index) - '0';
    }
    return number;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
