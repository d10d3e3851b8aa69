package io.sillok.loadtests.gatling;

import io.gatling.javaapi.core.OpenInjectionStep;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run is to do.
 *
 * @param run names what the run makes, so that no other run has the same
 * @param urls of the nodes
 * @param told the file that is written with what was acknowledged
 * @param customers when they come
 * @param p99Millis more is a failure, of each kind of request
 * @param mostFailedPercent of all requests; answers that say when to come again are none
 */
record Asked(
    String run,
    List<String> urls,
    Path told,
    Arrivals customers,
    int p99Millis,
    double mostFailedPercent) {

  private static final String PREFIX = "sillok.load.";

  static Asked fromSystemProperties() {
    return new Asked(
        property("run"),
        List.of(property("urls").split(",", -1)),
        Path.of(property("told")),
        new Arrivals(
            Double.parseDouble(property("rate")),
            Double.parseDouble(property("peak")),
            Integer.parseInt(property("before-seconds")),
            Integer.parseInt(property("ramp-seconds")),
            Integer.parseInt(property("high-seconds")),
            Integer.parseInt(property("after-seconds"))),
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

  /** When {@code users} come. */
  OpenInjectionStep[] arrivals(String users) {
    return customers.steps(Double.parseDouble(property("each-customer." + users)));
  }
}
