package io.sillok.node.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.SillokClient;
import io.sillok.client.event.StreamEvent;
import io.sillok.node.process.NodeProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Carts of the storefront: fills them, and tells what a node has of them, without the client. */
final class Carts {

  static final String ITEM_ADDED = "cart.item-added";

  /** At least so many has an event that is large. */
  static final int LARGE_EVENT_BYTES = 6_000;

  private static final int WRITERS = 8;

  private Carts() {}

  /** An item as the storefront's {@code add-item} takes it, and {@code cart.item-added} has it. */
  record Item(String productId, int quantity) {}

  /** Adds {@code count} items with {@code client}, to carts whose ids begin with {@code prefix}. */
  static void fill(SillokClient client, String prefix, int count) throws Exception {
    fill(client, prefix, count, "p");
  }

  /** The same with events of some kilobytes each. */
  static void fillWithLargeEvents(SillokClient client, String prefix, int count) throws Exception {
    fill(client, prefix, count, "p".repeat(LARGE_EVENT_BYTES));
  }

  private static void fill(SillokClient client, String prefix, int count, String product)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String cart = prefix + "-" + writer;
        int items = count / WRITERS + (writer < count % WRITERS ? 1 : 0);
        writers.add(threads.submit(() -> fillOne(client, cart, items, product)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
  }

  private static void fillOne(SillokClient client, String cart, int items, String product) {
    for (int item = 0; item < items; item++) {
      client.entity("cart", cart).execute("add-item", new Item(product + "-" + item, 1));
    }
  }

  /** All events of the stream, page by page. */
  static List<JsonNode> stored(NodeProcess node) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    String from = "start";
    while (true) {
      JsonNode page =
          node.get("/v1/streams/" + ITEM_ADDED + "/events?limit=1000&from=" + from).body();
      if (page.path("events").isEmpty()) {
        return events;
      }
      page.path("events").forEach(events::add);
      from = page.path("next").asText();
    }
  }

  /**
   * Fails unless {@code read} are exactly the events {@code stored}: each once, and in order within
   * each partition.
   */
  static void assertSame(Collection<StreamEvent> read, List<JsonNode> stored) {
    Map<Integer, List<String>> found = new TreeMap<>();
    for (StreamEvent event : read) {
      found.computeIfAbsent(event.partition(), none -> new ArrayList<>()).add(line(event));
    }
    Map<Integer, List<String>> expected = new TreeMap<>();
    for (JsonNode event : stored) {
      expected
          .computeIfAbsent(event.path("partition").asInt(), none -> new ArrayList<>())
          .add(line(event));
    }
    assertThat(read).hasSameSizeAs(stored);
    assertThat(found).isEqualTo(expected);
  }

  private static String line(StreamEvent event) {
    return "%d %s %d %s %s"
        .formatted(
            event.offset(),
            event.key().orElseThrow(),
            event.sequenceNumber().orElseThrow(),
            event.time(),
            event.data());
  }

  private static String line(JsonNode event) {
    return "%d %s %d %s %s"
        .formatted(
            event.path("offset").asLong(),
            event.path("key").asText(),
            event.path("sequenceNumber").asLong(),
            event.path("time").asText(),
            event.path("data"));
  }
}
