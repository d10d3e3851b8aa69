package io.sillok.protocol.schema.declared.single;

import java.util.Locale;

/** What times are counted in, in signed 64 bits. */
enum Unit {
  MILLISECOND(1_000, "292 million years"),
  MICROSECOND(1_000_000, "292,000 years"),
  NANOSECOND(1_000_000_000, "292 years");

  private final long perSecond;
  private final String range;

  Unit(long perSecond, String range) {
    this.perSecond = perSecond;
    this.range = range;
  }

  long nanos() {
    return NANOSECOND.perSecond / perSecond;
  }

  long aDay() {
    return 86_400 * perSecond;
  }

  /** How far it reaches before and after the origin, for messages. */
  String range() {
    return range;
  }

  /**
   * @throws ArithmeticException if there are too many
   */
  long count(Moment moment) {
    long part = moment.nanos() / nanos();
    return moment.seconds() < 0 // so that the very first one does not overflow on the way
        ? Math.addExact(Math.multiplyExact(moment.seconds() + 1, perSecond), part - perSecond)
        : Math.addExact(Math.multiplyExact(moment.seconds(), perSecond), part);
  }

  Moment moment(long count) {
    return new Moment(
        Math.floorDiv(count, perSecond), (int) (Math.floorMod(count, perSecond) * nanos()));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
