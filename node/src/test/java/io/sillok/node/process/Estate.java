package io.sillok.node.process;

import static io.sillok.node.process.ClusterNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What a node of a cluster leaves when it dies: rows of a table, items that workers have, carts
 * that processors have not seen yet, declarations. The others are to have all of it.
 */
final class Estate {

  private static final int ROWS = 40;
  private static final int CARTS = 20;
  private static final String TABLE = "/v1/streams/stock/table";
  private static final String QUEUE = "/v1/streams/stock/queues/counts";

  private final Set<String> receipts = new HashSet<>();

  /** Gives {@code node} all of it to keep, and some to its neighbours, as keys have it. */
  Estate(NodeProcess node) throws IOException {
    assertThat(node.send("PUT", "/v1/streams/stock", StockWriter.DECLARATION).status())
        .isEqualTo(201);
    assertThat(node.send("PUT", QUEUE, "{\"from\": \"start\", \"lease\": \"PT10M\"}").status())
        .isEqualTo(201);
    String counts =
        IntStream.range(0, ROWS)
            .mapToObj("{\"productId\": \"s-%1$d\", \"stock\": %1$d}"::formatted)
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(node.send("POST", "/v1/streams/stock/events", counts).status()).isEqualTo(200);
    requireRowsOn(node);
    eventually(() -> {
      items(node).forEach(item -> receipts.add(item.path("receipt").asText()));
      return receipts.size() == ROWS;
    });
    for (int cart = 0; cart < CARTS; cart++) {
      String item = "{\"productId\": \"p-9\", \"quantity\": 1, \"unitPrice\": \"1.00\"}";
      assertThat(node.command("cart/k-" + cart, "add-item", item).status()).isEqualTo(200);
      assertThat(node.command("cart/k-" + cart, "check-out", "").status()).isEqualTo(200);
    }
  }

  /** The others have it, whichever of them is asked. */
  void requireOn(NodeProcess one, NodeProcess other) throws IOException {
    requireRowsOn(one);
    requireRowsOn(other);
    requireItemsOn(one);
    requireProcessedOn(other);
    eventually(() -> other.send("DELETE", QUEUE, "").status() == 204);
    eventually(() -> one.get(QUEUE).status() == 404);
  }

  private static void requireRowsOn(NodeProcess node) {
    for (int row = 0; row < ROWS; row++) {
      String key = "/s-" + row;
      int stock = row;
      eventually(() -> {
        Answer answer = node.get(TABLE + key);
        assertThat(answer.status()).as("%s", answer).isIn(200, 503);
        return answer.status() == 200 && answer.body().at("/value/stock").asInt() == stock;
      });
    }
  }

  /** Leases of who has died are over, those of others go on; nothing is left out. */
  private void requireItemsOn(NodeProcess node) {
    List<String> again = new ArrayList<>();
    List<String> still = new ArrayList<>();
    eventually(() -> {
      Answer answer = settle(node, "extend", receipts);
      for (JsonNode result : answer.body().path("results")) {
        String status = result.path("status").asText();
        assertThat(status).isIn("extended", "expired");
        (status.equals("extended") ? still : again).add(result.path("receipt").asText());
      }
      return !still.isEmpty() || !again.isEmpty();
    });
    assertThat(still).as("kept").isNotEmpty();
    assertThat(again).as("over").isNotEmpty();
    Set<String> outAgain = new HashSet<>();
    eventually(() -> {
      for (JsonNode item : items(node)) {
        assertThat(item.path("attempt").asInt()).as("who died was no attempt").isEqualTo(1);
        outAgain.add(item.path("receipt").asText());
      }
      return outAgain.size() == again.size();
    });
    Set<String> all = new HashSet<>(still);
    all.addAll(outAgain);
    assertThat(all).hasSize(ROWS);
    eventually(() -> settle(node, "ack", all).status() == 200);
    eventually(() -> node.get(QUEUE).body().path("lag").asInt(-1) == 0);
  }

  private static Answer settle(NodeProcess node, String how, Set<String> receipts)
      throws IOException {
    return node.send(
        "POST",
        QUEUE + "/" + how,
        receipts.stream()
            .map(receipt -> '"' + receipt + '"')
            .collect(Collectors.joining(",", "{\"receipts\": [", "]}")));
  }

  private static List<JsonNode> items(NodeProcess node) throws IOException {
    JsonNode items =
        node.send("POST", QUEUE + "/receive", "{\"max\": 100, \"wait\": \"PT1S\"}")
            .body()
            .path("items");
    return StreamSupport.stream(items.spliterator(), false).toList();
  }

  /** Each line of each cart is sold once, and what comes to ten is told once. */
  private static void requireProcessedOn(NodeProcess node) throws IOException {
    eventually(() -> sold(node).size() >= CARTS && milestones(node) >= 1);
    assertThat(sold(node)).hasSize(CARTS).doesNotHaveDuplicates();
    assertThat(milestones(node)).isEqualTo(1);
  }

  private static List<String> sold(NodeProcess node) throws IOException {
    return node.lines("/v1/streams/product-sold/events").stream()
        .map(event -> event.at("/data/cartId").asText())
        .filter(cart -> cart.startsWith("k-"))
        .toList();
  }

  private static long milestones(NodeProcess node) throws IOException {
    return node.lines("/v1/streams/sales-milestone-reached/events").stream()
        .filter(event -> event.at("/data/productId").asText().equals("p-9"))
        .count();
  }
}
