package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doWhile;
import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Sends the same request until it is answered for good. 429 and 503 say when to come again, are no
 * failures, and are followed; without any answer, or with another of the server's failures, a try
 * has failed, and is made again, too. Whoever is refused, or tries in vain for too long, gives up,
 * which is told.
 */
final class Patience {

  /** How answers that say when to come again are called in the report; they have no time there. */
  static final String LATER = "told to come again later (429, 503)";

  private static final String STATUS = "status";
  private static final String BODY = "body";
  private static final String TRIES = "tries";
  private static final String ASKED = "asked";
  private static final String RETRY_AFTER = "retryAfter";
  private static final int NO_ANSWER = 0;
  private static final int OK = 200;
  private static final int SOME_DONE = 207;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int FIRST_OF_SERVER = 500;
  private static final Set<Integer> COME_AGAIN = Set.of(429, 503);

  /** A receipt that does not count any more never will again. */
  private static final Set<Integer> SETTLED = Set.of(OK, SOME_DONE, CONFLICT);

  private static final int MOST_TRIES = 60;
  private static final int USUAL_WAIT_SECONDS = 1;
  private static final int LONGEST_WAIT_SECONDS = 30;

  private Patience() {}

  /**
   * Until all is done that {@code request} asks for.
   *
   * @param done what follows then, and only then
   */
  static ChainBuilder untilDone(
      Told told, String name, HttpRequestActionBuilder request, UnaryOperator<Session> done) {
    return until(Set.of(OK), told, name, request, done);
  }

  /**
   * Until it is known of all receipts in {@code request} what has become of them. That some do not
   * count any more is a failed try, but nobody has given up: somebody else has got the events.
   *
   * @param done what follows if at least one did count
   */
  static ChainBuilder untilSettled(
      Told told, String name, HttpRequestActionBuilder request, UnaryOperator<Session> done) {
    return until(SETTLED, told, name, request, done);
  }

  private static ChainBuilder until(
      Set<Integer> ends,
      Told told,
      String name,
      HttpRequestActionBuilder request,
      UnaryOperator<Session> done) {
    return exec(session -> session.set(TRIES, 0).set(STATUS, NO_ANSWER))
        .exec(
            doWhile(session -> isToComeAgain(session, ends), TRIES + name)
                .on(
                    exec(session -> begin(session, told))
                        .exec(
                            request.check(
                                status().saveAs(STATUS),
                                bodyString().saveAs(BODY),
                                header("Retry-After").optional().saveAs(RETRY_AFTER),
                                status().in(OK, 429, 503)))
                        .doIf(session -> COME_AGAIN.contains(session.getInt(STATUS)))
                        .then(later(told, name))
                        .doIf(session -> isToComeAgain(session, ends))
                        .then(pause(Patience::untilNext))))
        .exec(
            Step.of(
                told,
                session -> {
                  int status = session.getInt(STATUS);
                  if (!ends.contains(status)) {
                    told.gaveUp(name, session.getInt(TRIES), status);
                    return session;
                  }
                  return status == CONFLICT ? session : done.apply(session);
                }));
  }

  private static ChainBuilder later(Told told, String name) {
    return exec(Step.of(
            told,
            session -> {
              told.later(name, session.getInt(STATUS));
              return session;
            }))
        .exec(dummy(LATER, 0));
  }

  private static Session begin(Session session, Told told) {
    return session
        .markAsSucceeded()
        .set(STATUS, NO_ANSWER)
        .set(BODY, "")
        .remove(RETRY_AFTER)
        .set(TRIES, session.getInt(TRIES) + 1)
        .set(ASKED, told.lines());
  }

  /** Whether the last request was done. */
  static boolean isDone(Session session) {
    return session.getInt(STATUS) == OK;
  }

  /** What was answered to the last request. */
  static JsonNode answer(Session session) {
    return Json.read(session.getString(BODY));
  }

  /** So many lines had been told when the last request was sent. */
  static long asked(Session session) {
    return session.getLong(ASKED);
  }

  private static boolean isToComeAgain(Session session, Set<Integer> ends) {
    int status = session.getInt(STATUS);
    boolean temporary =
        status == NO_ANSWER
            || status == SOME_DONE
            || status == REQUEST_TIMEOUT
            || status >= FIRST_OF_SERVER
            || COME_AGAIN.contains(status);
    return temporary && !ends.contains(status) && session.getInt(TRIES) < MOST_TRIES;
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
