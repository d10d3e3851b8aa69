package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.http.HttpDsl.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Systems that append page views, each a batch of CloudEvents, to the stream of the run. */
final class Sources {

  static final String USERS = "sources";

  private static final String APPEND = "append 10 events";
  private static final int BATCH = 10;
  private static final int PAGES = 500;
  private static final String FIRST = "first";

  private final String run;
  private final Told told;
  private final AtomicLong numbers = new AtomicLong();

  Sources(String run, Told told) {
    this.run = run;
    this.told = told;
  }

  ScenarioBuilder scenario() {
    return CoreDsl.scenario(USERS)
        .exec(Step.come(told, USERS))
        .exec(Step.of(told, this::take))
        .exec(
            Patience.untilDone(
                told,
                APPEND,
                http(APPEND)
                    .post("/v1/streams/%s/events".formatted(run))
                    .header("Content-Type", "application/cloudevents-batch+json")
                    .body(StringBody(session -> session.getString("batch"))),
                this::keep))
        .exec(Step.leave(told, USERS));
  }

  /** The batch is made once: what is repeated must be the same. */
  private Session take(Session session) {
    long first = numbers.getAndAdd(BATCH);
    LongStream.range(first, first + BATCH).forEach(number -> told.appendAsked(id(number)));
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return session
        .set(FIRST, first)
        .set(
            "batch",
            LongStream.range(first, first + BATCH)
                .mapToObj(number -> cloudEvent(number, now))
                .collect(Collectors.joining(",", "[", "]")));
  }

  private Session keep(Session session) {
    JsonNode results = Patience.answer(session).path("results");
    if (results.size() != BATCH) {
      throw new IllegalStateException(
          "%d events were appended, and the answer is of %d".formatted(BATCH, results.size()));
    }
    for (int index = 0; index < results.size(); index++) {
      JsonNode result = results.get(index);
      told.appended(
          id(session.getLong(FIRST) + index),
          result.path("partition").intValue(),
          result.path("offset").longValue());
    }
    return session;
  }

  private String id(long number) {
    return run + "/" + number;
  }

  private String cloudEvent(long number, Instant time) {
    return """
    {"specversion": "1.0", "type": "%s", "source": "%s", "id": "%d",
     "data": {"page": "p-%d", "number": %d, "viewedAt": "%s"}}\
    """
        .formatted(run, run, number, number * 7 % PAGES, number, time);
  }
}
