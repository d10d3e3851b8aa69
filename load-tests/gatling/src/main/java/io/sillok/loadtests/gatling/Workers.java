package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.util.ArrayList;
import java.util.List;

/** Workers of the queue of the run: they receive what is there, and acknowledge it. */
final class Workers {

  static final String RECEIVE = "receive from the queue";

  /** So many come for each customer. */
  static final double EACH_CUSTOMER = 0.25;

  private static final String ACK = "ack";
  private static final int MOST = 100;
  private static final String RECEIVED = "received";
  private static final String RESULTS = "results";

  private final String queue;
  private final Told told;

  Workers(String run, Told told) {
    queue = "/v1/streams/%s/queues/work".formatted(run);
    this.told = told;
  }

  ScenarioBuilder scenario() {
    return CoreDsl.scenario("workers")
        .exec(
            Patience.untilAnswered(
                told,
                RECEIVE,
                http(RECEIVE)
                    .post(queue + "/receive")
                    .header("Content-Type", "application/json")
                    .body(StringBody("{\"max\": %d}".formatted(MOST)))
                    .check(bodyString().saveAs(RECEIVED))))
        .doIf(session -> Patience.isDone(session) && !items(session).isEmpty())
        .then(ack());
  }

  private ChainBuilder ack() {
    return exec(
            session -> {
              items(session).forEach(item -> told.ackAsked(partition(item), offset(item)));
              return session;
            })
        .exec(
            Patience.untilAnswered(
                told,
                ACK,
                http(ACK)
                    .post(queue + "/ack")
                    .header("Content-Type", "application/json")
                    .body(StringBody(Workers::receipts))
                    .check(bodyString().saveAs(RESULTS))))
        .exec(this::keep);
  }

  private Session keep(Session session) {
    if (Patience.isDone(session)) {
      items(session).forEach(item -> told.acked(partition(item), offset(item)));
    }
    return session;
  }

  private static List<JsonNode> items(Session session) {
    List<JsonNode> items = new ArrayList<>();
    Json.read(session.getString(RECEIVED)).path("items").forEach(items::add);
    return items;
  }

  private static String receipts(Session session) {
    List<String> receipts =
        items(session).stream()
            .map(item -> "\"%s\"".formatted(item.path("receipt").textValue()))
            .toList();
    return "{\"receipts\": [%s]}".formatted(String.join(", ", receipts));
  }

  private static int partition(JsonNode item) {
    return item.at("/event/partition").intValue();
  }

  private static long offset(JsonNode item) {
    return item.at("/event/offset").longValue();
  }
}
