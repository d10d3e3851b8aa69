package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.doWhile;
import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.Set;

/**
 * Sends the same request until it is answered for good. 429 and 503 say when to come again, are no
 * failures, and are followed; without any answer, or with another of the server's failures, a try
 * has failed, and is made again, too.
 */
final class Patience {

  /** How answers that say when to come again are called in the report; they have no time there. */
  static final String LATER = "told to come again later (429, 503)";

  private static final String STATUS = "status";
  private static final String TRIES = "tries";
  private static final String RETRY_AFTER = "retryAfter";
  private static final int NO_ANSWER = 0;
  private static final int OK = 200;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int IN_PROGRESS = 409;
  private static final int FIRST_OF_SERVER = 500;
  private static final Set<Integer> COME_AGAIN = Set.of(429, 503);
  private static final int MOST_TRIES = 60;
  private static final int USUAL_WAIT_SECONDS = 1;
  private static final int LONGEST_WAIT_SECONDS = 30;

  private Patience() {}

  /**
   * @param name of the request
   * @param request whose own checks are made of what is answered with 200 only
   */
  static ChainBuilder untilAnswered(Told told, String name, HttpRequestActionBuilder request) {
    return exec(session -> session.set(TRIES, 0))
        .exec(
            doWhile(Patience::isToComeAgain, TRIES + name)
                .on(
                    exec(session -> begin(session))
                        .exec(
                            request.check(
                                status().saveAs(STATUS),
                                header("Retry-After").optional().saveAs(RETRY_AFTER),
                                status().in(OK, 429, 503)))
                        .doIf(session -> COME_AGAIN.contains(session.getInt(STATUS)))
                        .then(
                            exec(
                                    session -> {
                                      told.later(name, session.getInt(STATUS));
                                      return session;
                                    })
                                .exec(dummy(LATER, 0)))
                        .doIf(Patience::isToComeAgain)
                        .then(pause(Patience::untilNext))));
  }

  /** Whether the last request was done. */
  static boolean isDone(Session session) {
    return session.getInt(STATUS) == OK;
  }

  private static Session begin(Session session) {
    return session
        .markAsSucceeded()
        .set(STATUS, NO_ANSWER)
        .remove(RETRY_AFTER)
        .set(TRIES, session.getInt(TRIES) + 1);
  }

  private static boolean isToComeAgain(Session session) {
    int status = session.getInt(STATUS);
    boolean temporary =
        status == NO_ANSWER
            || status == REQUEST_TIMEOUT
            || status == IN_PROGRESS
            || status >= FIRST_OF_SERVER
            || COME_AGAIN.contains(status);
    return temporary && session.getInt(TRIES) < MOST_TRIES;
  }

  private static Duration untilNext(Session session) {
    String told = session.getString(RETRY_AFTER);
    int seconds =
        told != null && told.matches("\\d{1,4}")
            ? Math.min(Integer.parseInt(told), LONGEST_WAIT_SECONDS)
            : USUAL_WAIT_SECONDS;
    return Duration.ofSeconds(seconds);
  }
}
