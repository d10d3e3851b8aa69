package io.sillok.protocol.schema.declared.single;

import io.sillok.protocol.schema.json.InstantText;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What a time is told by, and how it is written. */
enum Clock {
  /** The same moment everywhere. */
  INSTANT("an instant such as 2026-01-31T12:00:00Z") {
    @Override
    Moment parse(String text) {
      return Moment.of(InstantText.parse(text));
    }

    @Override
    String format(Moment moment) {
      return moment.instant().toString();
    }
  },

  /** What a calendar and a clock on the wall say; each place has another moment of it. */
  LOCAL("a local date and time such as 2026-01-31T12:00:00") {
    @Override
    Moment parse(String text) {
      return Moment.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    }

    @Override
    String format(Moment moment) {
      return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
          LocalDateTime.ofInstant(moment.instant(), ZoneOffset.UTC));
    }
  },

  TIME_OF_DAY("a time of the day such as 12:00:00") {
    @Override
    Moment parse(String text) {
      return Moment.of(LocalTime.parse(text).atDate(LocalDate.EPOCH).toInstant(ZoneOffset.UTC));
    }

    @Override
    String format(Moment moment) {
      return DateTimeFormatter.ISO_LOCAL_TIME.format(
          LocalTime.ofInstant(moment.instant(), ZoneOffset.UTC));
    }
  };

  private final String example;

  Clock(String example) {
    this.example = example;
  }

  /** What is expected, for messages. */
  String example() {
    return example;
  }

  /**
   * @throws java.time.DateTimeException if it is none
   */
  abstract Moment parse(String text);

  abstract String format(Moment moment);
}
