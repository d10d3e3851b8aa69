package io.sillok.protocol.schema.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads times as ISO 8601 writes them, within what can be kept exactly. */
final class TimeReaders {

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
  private static final Instant EARLIEST = Instant.EPOCH.plus(Long.MIN_VALUE, ChronoUnit.MICROS);
  private static final Instant LATEST = Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);

  private TimeReaders() {}

  static @Nullable Object readInstant(JsonInput in) throws IOException {
    String expected = "an instant such as 2026-01-31T12:00:00Z";
    if (in.token() != JsonToken.VALUE_STRING) {
      return in.wrongType(expected);
    }
    try {
      Instant time = InstantText.parse(in.text());
      if (!time.truncatedTo(ChronoUnit.MICROS).equals(time)) {
        return in.outOfRange("Must not be finer than a microsecond, but is " + time);
      }
      return time.isBefore(EARLIEST) || time.isAfter(LATEST)
          ? in.outOfRange("Must be within 292,000 years of 1970, but is " + time)
          : time;
    } catch (DateTimeException malformed) {
      return in.wrongType(expected);
    }
  }

  static @Nullable Object readDate(JsonInput in) throws IOException {
    String expected = "a date such as 2026-01-31";
    if (in.token() != JsonToken.VALUE_STRING) {
      return in.wrongType(expected);
    }
    try {
      LocalDate date = LocalDate.parse(in.text());
      return date.toEpochDay() == (int) date.toEpochDay()
          ? date
          : in.outOfRange("Must be within 5.8 million years of 1970, but is " + date);
    } catch (DateTimeException malformed) {
      return in.wrongType(expected);
    }
  }

  static @Nullable Object readDuration(JsonInput in) throws IOException {
    String expected = "a duration such as PT1H30M";
    if (in.token() != JsonToken.VALUE_STRING) {
      return in.wrongType(expected);
    }
    try {
      Duration duration = Duration.parse(in.text());
      return duration.compareTo(LONGEST) > 0 || duration.compareTo(LONGEST.negated()) < 0
          ? in.outOfRange("Must be within 292 years, but is " + in.abbreviated())
          : duration;
    } catch (DateTimeException malformed) {
      return in.wrongType(expected);
    }
  }
}
