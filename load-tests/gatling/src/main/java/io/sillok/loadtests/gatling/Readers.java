package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.doWhile;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.sse;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.time.Instant;

/**
 * Readers of server-sent events, as a browser that comes back: from some seconds ago on, and then
 * for a while as events come. Whoever is not served tries again, as a browser does.
 */
final class Readers {

  static final String USERS = "readers";

  /** What comes first is a place alone. */
  private static final CheckBuilder HAS_DATA = substring("\"data\"");

  private static final String READ = "connect to read server-sent events";
  private static final String EVENT = "an event comes";
  private static final String TRIES = "tries to read";

  /** Each try has a stream of its own: one that broke keeps its name. */
  private static final String STREAM = "stream";

  private static final String NAMED = "#{" + STREAM + "}";
  private static final int MOST_TRIES = 5;
  private static final Duration AGO = Duration.ofSeconds(5);
  private static final Duration STAY = Duration.ofSeconds(5);
  private static final Duration FIRST_WITHIN = Duration.ofSeconds(20);
  private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(3);

  private Readers() {}

  static ScenarioBuilder scenario(String run, Told told) {
    return CoreDsl.scenario(USERS)
        .exec(Step.come(told, USERS))
        .exec(session -> session.set("from", Instant.now().minus(AGO).toString()))
        .exec(untilOneComes(run))
        .doIfOrElse(Session::isFailed)
        .then(
            Step.of(
                told,
                session -> {
                  told.gaveUp(EVENT, MOST_TRIES, 0);
                  return session;
                }))
        .orElse(pause(STAY).exec(sse("close").sseName(NAMED).close()))
        .exec(Step.leave(told, USERS));
  }

  private static ChainBuilder untilOneComes(String run) {
    return doWhile(session -> session.isFailed() && session.getInt(TRIES) < MOST_TRIES, TRIES)
        .on(
            exec(session -> session.markAsSucceeded().set(STREAM, "try-" + session.getInt(TRIES)))
                .exec(
                    sse(READ)
                        .sseName(NAMED)
                        .get("/v1/streams/%s/events?from=#{from}".formatted(run))
                        .await(FIRST_WITHIN)
                        .on(sse.checkMessage(EVENT).matching(HAS_DATA).check(regex("viewedAt"))))
                .doIf(Session::isFailed)
                .then(pause(BEFORE_NEXT_TRY)));
  }
}
