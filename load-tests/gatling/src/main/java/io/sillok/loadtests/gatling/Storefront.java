package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.forAll;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;
import java.util.List;

/** Everybody who uses a storefront, at the rate that was asked for. */
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
                customers.scenario().injectOpen(asked.arrivals(1.0)),
                sources.scenario().injectOpen(asked.arrivals(Sources.EACH_CUSTOMER)),
                Readers.scenario(asked.run()).injectOpen(asked.arrivals(Readers.EACH_CUSTOMER)),
                workers.scenario().injectOpen(asked.arrivals(Workers.EACH_CUSTOMER))))
        .protocols(
            http.baseUrls(asked.urls())
                .acceptHeader("application/json")
                .userAgentHeader("sillok-load-tests"))
        .assertions(
            global().failedRequests().percent().lte(asked.mostFailedPercent()),
            global().allRequests().count().gte(asked.leastRequests()),
            forAll().responseTime().percentile(99).lte(asked.p99Millis()),
            details(Customers.CHECK_OUT).successfulRequests().count().gte(asked.leastCustomers()),
            details(Sources.APPEND)
                .successfulRequests()
                .count()
                .gte(asked.least(Sources.EACH_CUSTOMER)),
            details(Readers.EVENT)
                .successfulRequests()
                .count()
                .gte(asked.least(Readers.EACH_CUSTOMER)),
            details(Workers.RECEIVE)
                .successfulRequests()
                .count()
                .gte(asked.least(Workers.EACH_CUSTOMER)));
  }

  @Override
  public void after() {
    told.close();
  }
}
