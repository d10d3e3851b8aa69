package io.sillok.loadtests.traffic;

import io.sillok.loadtests.Size;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How users come. Bounds are generous: they are to find what goes wrong, on any machine. */
enum Shape {
  /** At one rate, for some minutes. */
  STEADY(20, 180, 1, 2_000, 0.1, 1),
  /** Ten times as many for a sixth of the time. */
  SPIKE(10, 180, 10, 15_000, 1, 50),
  /** At one rate, for an hour. */
  SOAK(10, 3_600, 1, 2_000, 0.1, 1);

  private final int usualRate;
  private final int usualSeconds;
  private final int peak;
  private final int usualP99Millis;
  private final double mostFailedPercent;
  private final double mostLaterPercent;

  Shape(
      int usualRate,
      int usualSeconds,
      int peak,
      int usualP99Millis,
      double mostFailedPercent,
      double mostLaterPercent) {
    this.usualRate = usualRate;
    this.usualSeconds = usualSeconds;
    this.peak = peak;
    this.usualP99Millis = usualP99Millis;
    this.mostFailedPercent = mostFailedPercent;
    this.mostLaterPercent = mostLaterPercent;
  }

  static Optional<Shape> named(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** Its name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** When customers come. */
  Arrivals arrivals() {
    return Arrivals.of(Size.rate(usualRate), seconds(), peak);
  }

  private int seconds() {
    return Size.durationSeconds(usualSeconds);
  }

  /** Of each kind of request. */
  int p99Millis() {
    return Size.p99Millis(usualP99Millis);
  }

  /** Of all requests; those that are told to come later have not failed. */
  double mostFailedPercent() {
    return mostFailedPercent;
  }

  /** So many of all requests may be answered that they are to come later. */
  double mostLaterPercent() {
    return mostLaterPercent;
  }

  /** In words. */
  String about() {
    String come = "%d customers come a second for %d s".formatted(Size.rate(usualRate), seconds());
    return peak == 1 ? come : "%s, and %d times as many for a sixth of it".formatted(come, peak);
  }
}
