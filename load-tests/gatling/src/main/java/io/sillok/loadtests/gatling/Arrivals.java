package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;

import io.gatling.javaapi.core.OpenInjectionStep;

/**
 * When customers come, whoever is still being served.
 *
 * @param rate customers who come each second, outside of a spike
 * @param peak so many times as many come in a spike; 1 for none
 * @param before seconds until the spike; all of them if there is none
 * @param ramp seconds in which the rate goes up to the spike's, and down again
 * @param high seconds at the rate of the spike
 * @param after seconds after the spike
 */
record Arrivals(double rate, double peak, int before, int ramp, int high, int after) {

  /**
   * @param eachCustomer so many come for each customer
   */
  OpenInjectionStep[] steps(double eachCustomer) {
    double usual = rate * eachCustomer;
    if (peak == 1) {
      return new OpenInjectionStep[] {constantUsersPerSec(usual).during(before)};
    }
    return new OpenInjectionStep[] {
      constantUsersPerSec(usual).during(before),
      rampUsersPerSec(usual).to(usual * peak).during(ramp),
      constantUsersPerSec(usual * peak).during(high),
      rampUsersPerSec(usual * peak).to(usual).during(ramp),
      constantUsersPerSec(usual).during(after)
    };
  }
}
