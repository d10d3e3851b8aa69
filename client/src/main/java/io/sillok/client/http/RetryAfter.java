package io.sillok.client.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Retry-After} (RFC 9110, 10.2.3): seconds, or a date. */
final class RetryAfter {

  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  /** The wait that {@code value} asks for at {@code now}; empty if it is neither of both forms. */
  static Optional<Duration> parse(String value, Instant now) {
    String text = value.strip();
    if (!text.isEmpty()
        && text.length() <= MOST_DIGITS
        && text.chars().allMatch(RetryAfter::digit)) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, date);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }

  private static boolean digit(int character) {
    return character >= '0' && character <= '9';
  }
}
