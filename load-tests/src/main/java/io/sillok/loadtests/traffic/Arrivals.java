package io.sillok.loadtests.traffic;

/**
 * How many customers come when, whoever is still being served.
 *
 * @param rate customers who come each second, outside of a spike
 * @param peak so many times as many come in a spike; 1 where there is none
 * @param before seconds until the spike; all of them where there is none
 * @param ramp seconds in which the rate goes up to the spike's, and down again
 * @param high seconds at the rate of the spike
 * @param after seconds after the spike
 */
record Arrivals(int rate, int peak, int before, int ramp, int high, int after) {

  private static final int RAMP_SECONDS = 5;

  /** Their spike takes a sixth of the time, a third of it after the start. */
  private static final int BEFORE = 3;

  private static final int HIGH = 6;
  private static final double ENOUGH = 0.9;

  static Arrivals of(int rate, int seconds, int peak) {
    if (peak == 1) {
      return new Arrivals(rate, peak, seconds, 0, 0, 0);
    }
    int before = Math.max(1, seconds / BEFORE);
    int high = Math.max(1, seconds / HIGH);
    int after = Math.max(1, seconds - before - high - 2 * RAMP_SECONDS);
    return new Arrivals(rate, peak, before, RAMP_SECONDS, high, after);
  }

  /** So many customers come in all. */
  long customers() {
    return (long) rate * (before + after + peak * high + (1 + peak) * ramp);
  }

  /** Fewer than that of {@code users} are a failure: nine tenths of those who are to come. */
  long least(Users users) {
    return (long) (customers() * users.eachCustomer() * ENOUGH);
  }
}
