package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;

import io.gatling.javaapi.core.OpenInjectionStep;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run is to do.
 *
 * @param run names what the run makes, so that no other run has the same
 * @param urls of the nodes
 * @param told the file that is written with what was acknowledged
 * @param rate customers who come each second, outside of a spike
 * @param seconds how long they come
 * @param peak so many times as many come for a sixth of the time, a third of it after the start; 1
 *     for no spike
 * @param p99Millis more is a failure, of each kind of request
 * @param mostFailedPercent of all requests; answers that say when to come again are none
 */
record Asked(
    String run,
    List<String> urls,
    Path told,
    double rate,
    int seconds,
    double peak,
    int p99Millis,
    double mostFailedPercent) {

  private static final String PREFIX = "sillok.load.";
  private static final int RAMP_SECONDS = 5;
  private static final double ENOUGH = 0.9;

  static Asked fromSystemProperties() {
    return new Asked(
        property("run"),
        List.of(property("urls").split(",", -1)),
        Path.of(property("told")),
        Double.parseDouble(property("rate")),
        Integer.parseInt(property("seconds")),
        Double.parseDouble(property("peak")),
        Integer.parseInt(property("p99-millis")),
        Double.parseDouble(property("most-failed-percent")));
  }

  private static String property(String name) {
    String value = System.getProperty(PREFIX + name);
    if (value == null) {
      throw new IllegalArgumentException(
          "-D%s%s=… is missing; load-tests/run gatling sets it".formatted(PREFIX, name));
    }
    return value;
  }

  /**
   * When users come, whoever is still being served.
   *
   * @param eachCustomer so many of them for each customer
   */
  OpenInjectionStep[] arrivals(double eachCustomer) {
    double usual = rate * eachCustomer;
    if (peak == 1) {
      return new OpenInjectionStep[] {constantUsersPerSec(usual).during(seconds).randomized()};
    }
    return new OpenInjectionStep[] {
      constantUsersPerSec(usual).during(before()).randomized(),
      rampUsersPerSec(usual).to(usual * peak).during(RAMP_SECONDS),
      constantUsersPerSec(usual * peak).during(high()).randomized(),
      rampUsersPerSec(usual * peak).to(usual).during(RAMP_SECONDS),
      constantUsersPerSec(usual).during(after()).randomized()
    };
  }

  private int before() {
    return Math.max(1, seconds / 3);
  }

  private int high() {
    return Math.max(1, seconds / 6);
  }

  private int after() {
    return Math.max(1, seconds - before() - high() - 2 * RAMP_SECONDS);
  }

  /** Fewer such users than that are a failure. */
  long least(double eachCustomer) {
    double expected =
        peak == 1
            ? rate * seconds
            : rate * (before() + after() + peak * high() + (1 + peak) * RAMP_SECONDS);
    return (long) (expected * eachCustomer * ENOUGH);
  }

  /** Fewer customers than that are a failure. */
  long leastCustomers() {
    return least(1);
  }

  /** Fewer requests than that are a failure. */
  long leastRequests() {
    return leastCustomers() * Customers.REQUESTS + least(Sources.EACH_CUSTOMER);
  }
}
