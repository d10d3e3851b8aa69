package io.sillok.protocol.window;

import java.time.Duration;
import java.time.Instant;

/** The times that windows calculate with: microseconds since 1970, from year 1 to year 9999. */
public final class EventTimes {

  private static final long MICROS = 1_000_000L;

  /** 0001-01-01T00:00Z. */
  public static final long MIN = micros(Instant.parse("0001-01-01T00:00:00Z"));

  /** The last microsecond of the year 9999. */
  public static final long MAX = micros(Instant.parse("9999-12-31T23:59:59.999999Z"));

  private EventTimes() {}

  /**
   * The microseconds of {@code time}, cut to them.
   *
   * @throws ArithmeticException if it is more than 292,000 years away from 1970
   */
  public static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1_000L);
  }

  /**
   * The microseconds of {@code time}, cut to them.
   *
   * @throws ArithmeticException if there are more than a {@code long} holds
   */
  public static long micros(Duration time) {
    return Math.addExact(Math.multiplyExact(time.getSeconds(), MICROS), time.getNano() / 1_000L);
  }

  /** The time that is {@code micros} after 1970. */
  public static Instant time(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
  }

  /** Whether windows can hold an event of this time. */
  public static boolean inRange(long time) {
    return time >= MIN && time <= MAX;
  }
}
