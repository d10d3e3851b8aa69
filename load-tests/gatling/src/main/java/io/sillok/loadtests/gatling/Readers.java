package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.http.HttpDsl.sse;

import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.ScenarioBuilder;
import java.time.Duration;
import java.time.Instant;

/**
 * Readers of server-sent events, as a browser that comes back: from some seconds ago on, and then
 * for a while as events come.
 */
final class Readers {

  static final String READ = "connect to read server-sent events";
  static final String EVENT = "an event comes";

  /** So many come for each customer. */
  static final double EACH_CUSTOMER = 0.1;

  private static final Duration AGO = Duration.ofSeconds(5);
  private static final Duration STAY = Duration.ofSeconds(5);
  private static final Duration FIRST_WITHIN = Duration.ofSeconds(20);

  private Readers() {}

  static ScenarioBuilder scenario(String run) {
    return CoreDsl.scenario("readers")
        .exec(session -> session.set("from", Instant.now().minus(AGO).toString()))
        .exec(
            sse(READ)
                .get("/v1/streams/%s/events?from=#{from}".formatted(run))
                .await(FIRST_WITHIN)
                .on(sse.checkMessage(EVENT).check(regex("viewedAt"))))
        .pause(STAY)
        .exec(sse("close").close());
  }
}
