package io.sillok.node.process;

import static io.sillok.node.process.ClusterNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Something of all that a store keeps, and what a node answers of it: the same whenever it is
 * asked, by whatever build.
 */
final class StoredAnswers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VIEWS = 30;
  private static final int PAST = 2;
  private static final String VIEWED = PageViews.STREAM;
  private static final String ADDED = "/v1/streams/cart.item-added/events?from=start";
  private static final String QUEUE = VIEWED + "/queues/mails";
  private static final String TABLE = "/v1/tables/cart/c-1";
  private static final String PROJECTION = "/v1/projections/views";

  private static final List<String> PATHS =
      List.of(
          "/v1/entities/cart/c-1",
          "/v1/entities/cart/c-1?sequenceNumber=" + PAST,
          "/v1/entities/cart/c-1/events",
          ADDED,
          VIEWED + "/events?from=start&limit=100",
          VIEWED + "/consumers/mailer",
          QUEUE + "/dead-letters",
          TABLE,
          PROJECTION + "/windows",
          "/v1/schemas");

  /** What goes on with each start, which takes a place in each log. */
  private static final List<String> MOVING = List.of("next", "head", "lag");

  private StoredAnswers() {}

  /**
   * Puts something of each kind into the store of {@code node}, which is empty, and stops it.
   *
   * @return what it answered
   */
  static ObjectNode left(NodeProcess node) throws IOException {
    fill(node);
    ObjectNode answers = of(node);
    node.terminate();
    assertThat(node.awaitEnd().exitCode()).isZero();
    return answers;
  }

  /** {@code node} answers of its store as one did {@code then}, and goes on. */
  static void areStill(JsonNode then, NodeProcess node) throws IOException {
    eventually(() -> node.get(TABLE).status() == 200);
    assertThat(comparable(of(node))).isEqualTo(comparable(then));
    goOn(node);
  }

  /** Puts something of each kind into the store of {@code node}, which is empty. */
  private static void fill(NodeProcess node) throws IOException {
    for (int item = 1; item <= 3; item++) {
      ok(
          node.command(
              "cart/c-1",
              "add-item",
              "{\"productId\":\"p-%d\",\"quantity\":%d,\"unitPrice\":\"4.50\"}"
                  .formatted(item, item),
              "Idempotency-Key",
              "item-" + item));
    }
    ok(node.send("PUT", VIEWED, PageViews.DECLARATION));
    ok(node.send("PUT", VIEWED + "/consumers/mailer", "{\"from\": \"start\"}"));
    ok(node.send("PUT", QUEUE, "{\"from\": \"start\"}"));
    ok(
        node.send(
            "PUT",
            PROJECTION,
            """
            {"stream": "page-viewed", "window": {"kind": "global"},
             "outOfOrderness": "PT0S", "allowedLateness": "PT0S",
             "aggregates": {"seconds": {"function": "sum", "field": "seconds"}}}
            """));
    for (int view = 0; view < VIEWS; view++) {
      ok(
          node.send(
              "POST",
              VIEWED + "/events",
              "{\"productId\": \"p-%d\", \"seconds\": %d}".formatted(view % 7, view)));
    }
    ok(node.send("POST", VIEWED + "/time", "{\"seal\": true}"));
    JsonNode given = ok(node.send("POST", QUEUE + "/receive", "{\"max\": 2}")).path("items");
    ok(node.send("POST", QUEUE + "/ack", receipt(given.path(0))));
    ok(node.send("POST", QUEUE + "/reject", receipt(given.path(1))));
    eventually(() -> node.get(PROJECTION).body().path("sealed").asBoolean());
  }

  /** What it answers, by path. */
  private static ObjectNode of(NodeProcess node) throws IOException {
    ObjectNode answers = JSON.createObjectNode();
    for (String path : PATHS) {
      answers.set(path, ok(node.get(path)));
    }
    MOVING.forEach(
        field -> answers.findParents(field).forEach(each -> ((ObjectNode) each).remove(field)));
    return answers;
  }

  /** A position counts the partitions that have begun, which those of carts do at any time. */
  private static JsonNode comparable(JsonNode answers) {
    JsonNode copy = answers.deepCopy();
    copy.path(ADDED).path("events").forEach(event -> ((ObjectNode) event).remove("position"));
    return copy;
  }

  /** The store takes the same again as what it was, and more. */
  private static void goOn(NodeProcess node) throws IOException {
    String item = "{\"productId\":\"p-3\",\"quantity\":3,\"unitPrice\":\"4.50\"}";
    assertThat(ok(node.command("cart/c-1", "add-item", item, "Idempotency-Key", "item-3")))
        .as("a retry of the last command")
        .isEqualTo(ok(node.command("cart/c-1", "add-item", item, "Idempotency-Key", "item-3")));
    assertThat(ok(node.get("/v1/entities/cart/c-1")).path("sequenceNumber").asInt()).isEqualTo(3);
    assertThat(ok(node.command("cart/c-1", "add-item", item)).path("sequenceNumber").asInt())
        .isEqualTo(4);
    Set<String> rest = new HashSet<>();
    eventually(() -> {
      ok(node.send("POST", QUEUE + "/receive", "{\"max\": 100}"))
          .path("items")
          .forEach(each -> rest.add(each.at("/event/position").asText()));
      return rest.size() >= VIEWS - 2;
    });
    assertThat(rest).as("neither the one that was done nor the dead letter").hasSize(VIEWS - 2);
    assertThat(ok(node.send("POST", PROJECTION + "/verify", "")).path("equal").asBoolean())
        .isTrue();
  }

  private static String receipt(JsonNode item) {
    return "{\"receipts\": [\"%s\"]}".formatted(item.path("receipt").asText());
  }

  private static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 201);
    return answer.body();
  }
}
