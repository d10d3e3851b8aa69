package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
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

  static final String USERS = "workers";

  private static final String RECEIVE = "receive from the queue";
  private static final String ACK = "ack";
  private static final int MOST = 100;
  private static final String ITEMS = "items";

  private final String queue;
  private final Told told;

  Workers(String run, Told told) {
    queue = "/v1/streams/%s/queues/work".formatted(run);
    this.told = told;
  }

  ScenarioBuilder scenario() {
    return CoreDsl.scenario(USERS)
        .exec(Step.come(told, USERS))
        .exec(
            Patience.untilDone(
                told,
                RECEIVE,
                http(RECEIVE)
                    .post(queue + "/receive")
                    .header("Content-Type", "application/json")
                    .body(StringBody("{\"max\": %d}".formatted(MOST))),
                this::take))
        .doIf(session -> session.contains(ITEMS))
        .then(ack())
        .exec(Step.leave(told, USERS));
  }

  private ChainBuilder ack() {
    return Patience.untilSettled(
        told,
        ACK,
        http(ACK)
            .post(queue + "/ack")
            .header("Content-Type", "application/json")
            .body(StringBody(Workers::receipts)),
        this::keep);
  }

  private Session take(Session session) {
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode item : Patience.answer(session).path("items")) {
      told.received(partition(item), offset(item), Patience.asked(session));
      items.add(item);
    }
    items.forEach(item -> told.ackAsked(partition(item), offset(item)));
    return items.isEmpty() ? session : session.set(ITEMS, items);
  }

  private Session keep(Session session) {
    List<JsonNode> items = session.getList(ITEMS);
    JsonNode results = Patience.answer(session).path("results");
    if (results.size() != items.size()) {
      throw new IllegalStateException(
          "%d events were acked, and the answer is of %d".formatted(items.size(), results.size()));
    }
    for (int index = 0; index < items.size(); index++) {
      if (results.path(index).path("status").asText().equals("acked")) {
        told.acked(partition(items.get(index)), offset(items.get(index)));
      }
    }
    return session;
  }

  private static String receipts(Session session) {
    List<JsonNode> items = session.getList(ITEMS);
    List<String> receipts =
        items.stream().map(item -> "\"%s\"".formatted(item.path("receipt").textValue())).toList();
    return "{\"receipts\": [%s]}".formatted(String.join(", ", receipts));
  }

  private static int partition(JsonNode item) {
    return item.at("/event/partition").intValue();
  }

  private static long offset(JsonNode item) {
    return item.at("/event/offset").longValue();
  }
}
