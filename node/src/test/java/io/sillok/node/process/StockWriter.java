package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that appends values and removals of keys of its own, one after the other, and each again
 * under the same id until it stands. It remembers what its keys have come to.
 */
final class StockWriter implements Callable<StockWriter> {

  static final String STREAM = "stock";
  static final String DECLARATION =
      """
      {"kind": "entity", "key": "productId",
       "schema": {"type": "record", "name": "StockCounted", "fields": [
         {"name": "productId", "type": "string"}, {"name": "stock", "type": "int"}]}}
      """;

  private static final int KEYS = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Random random;
  private final Whereabouts whereabouts;
  private final AtomicLong acknowledged;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Integer> stocks = new TreeMap<>();
  private long retries;
  private Optional<NodeProcess> node = Optional.empty();

  /**
   * @param acknowledged counts the events that stand
   */
  StockWriter(String name, long seed, Whereabouts whereabouts, AtomicLong acknowledged) {
    this.name = name;
    this.random = new Random(seed);
    this.whereabouts = whereabouts;
    this.acknowledged = acknowledged;
  }

  /** The latest value of each of its keys; read when it has ended. */
  Map<String, Integer> stocks() {
    return stocks;
  }

  long retries() {
    return retries;
  }

  @Override
  public StockWriter call() throws InterruptedException {
    node = whereabouts.after(node);
    for (int number = 0; node.isPresent() && !whereabouts.finishing(); number++) {
      String key = "%s-%d".formatted(name, random.nextInt(KEYS));
      boolean removal = random.nextInt(5) == 0;
      int stock = random.nextInt(1000);
      String body = removal ? "null" : "{\"productId\":\"%s\",\"stock\":%d}".formatted(key, stock);
      if (append(key, body, "%s-%d".formatted(name, number))) {
        if (removal) {
          stocks.remove(key);
        } else {
          stocks.put(key, stock);
        }
        acknowledged.incrementAndGet();
      }
    }
    return this;
  }

  /** Whether it stands; it may not when all is over. */
  private boolean append(String key, String body, String id) throws InterruptedException {
    while (node.isPresent()) {
      try {
        int status =
            send(node.get(), "/v1/streams/%s/events?key=%s".formatted(STREAM, key), body, id);
        assertThat(status).isIn(200, 429, 503);
        if (status == 200) {
          return true;
        }
        retries++;
      } catch (IOException killed) {
        retries++;
        node = whereabouts.after(node);
      }
    }
    return false;
  }

  private int send(NodeProcess to, String path, String body, String id)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(to.url() + path))
            .timeout(PATIENCE)
            .header("Idempotency-Key", "\"%s\"".formatted(id))
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Declares the stream. */
  static void declare(NodeProcess node) throws IOException, InterruptedException {
    assertThat(request(node, "PUT", "/v1/streams/" + STREAM, DECLARATION).statusCode() / 100)
        .isEqualTo(2);
  }

  /** What {@code POST} of nothing is answered with. */
  static JsonNode post(NodeProcess node, String path) throws IOException, InterruptedException {
    return JSON.readTree(request(node, "POST", path, "").body());
  }

  private static HttpResponse<String> request(
      NodeProcess node, String method, String path, String body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(node.url() + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }
}
