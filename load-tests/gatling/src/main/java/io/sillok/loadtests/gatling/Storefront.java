package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.forAll;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;
import java.util.List;

/**
 * Everybody who uses a storefront, at the rate that was asked for. Asserts times and failed tries
 * only; how many got what they came for is counted from what they were told, where 503 is no
 * failure, but nothing that was done either.
 */
public final class Storefront extends Simulation {

  private final Told told;

  /** Made by Gatling, which passes nothing: what was asked for is in system properties. */
  public Storefront() {
    Asked asked = Asked.fromSystemProperties();
    told = Told.writingTo(asked.told());
    Customers customers = new Customers(asked.run(), told);
    Sources sources = new Sources(asked.run(), told);
    Workers workers = new Workers(asked.run(), told);
    setUp(
            List.of(
                customers.scenario().injectOpen(asked.arrivals(Customers.USERS)),
                sources.scenario().injectOpen(asked.arrivals(Sources.USERS)),
                Readers.scenario(asked.run(), told).injectOpen(asked.arrivals(Readers.USERS)),
                workers.scenario().injectOpen(asked.arrivals(Workers.USERS))))
        .protocols(
            http.baseUrls(asked.urls())
                .acceptHeader("application/json")
                .userAgentHeader("sillok-load-tests"))
        .assertions(
            global().failedRequests().percent().lte(asked.mostFailedPercent()),
            forAll().responseTime().percentile(99).lte(asked.p99Millis()));
  }

  @Override
  public void after() {
    told.close();
  }
}
