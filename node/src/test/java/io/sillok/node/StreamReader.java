package io.sillok.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads streams of a node over HTTP. */
final class StreamReader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 20;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  StreamReader(SillokNode node) {
    base = "http://127.0.0.1:%d/v1".formatted(node.address().getPort());
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(client.send(request(path).build(), BodyHandlers.ofString()).body());
  }

  /** What the node counts, as text for Prometheus. */
  String metrics() throws IOException, InterruptedException {
    return text("/metrics");
  }

  /** What a node that is ready tells of itself. */
  JsonNode health() throws IOException, InterruptedException {
    return JSON.readTree(text("/health/ready"));
  }

  private String text(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base).resolve(path))
            .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  List<JsonNode> lines(String path) throws IOException, InterruptedException {
    HttpRequest request = request(path).header("Accept", "application/x-ndjson").build();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : client.send(request, BodyHandlers.ofString()).body().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, "");
  }

  Answer put(String path, String body) throws IOException, InterruptedException {
    return send("PUT", path, body, "Content-Type", "application/json");
  }

  Answer post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, body, headers);
  }

  Answer send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  /**
   * @param json missing if there is no body
   */
  record Answer(int status, JsonNode json) {}

  /** Listens until the node ends it. */
  Feed listen(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new Feed(client.send(request.build(), BodyHandlers.ofInputStream()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(Duration.ofSeconds(PATIENCE_SECONDS));
  }

  /** Server-sent events as they come. */
  static final class Feed implements AutoCloseable {
    private final HttpResponse<java.io.InputStream> response;
    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final Thread reading;
    private final CompletableFuture<String> firstId = new CompletableFuture<>();
    private volatile String lastId = "";

    private Feed(HttpResponse<java.io.InputStream> response) {
      this.response = response;
      reading = Thread.ofVirtual().start(this::read);
    }

    private void read() {
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.startsWith("id: ")) {
            lastId = line.substring("id: ".length());
            firstId.complete(lastId);
          } else if (line.startsWith("data: ")) {
            events.add(JSON.readTree(line.substring("data: ".length())));
          }
        }
      } catch (IOException ended) {
        // closed here, or by the node
      }
    }

    int status() {
      return response.statusCode();
    }

    JsonNode next() throws InterruptedException {
      JsonNode event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (event == null) {
        throw new IllegalStateException("No event came");
      }
      return event;
    }

    boolean isQuiet() {
      return events.isEmpty();
    }

    /** The first id that comes, be it without an event. */
    String firstId() throws Exception {
      return firstId.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The last id that came. */
    String lastId() {
      return lastId;
    }

    boolean endsIn(Duration patience) throws InterruptedException {
      return reading.join(patience);
    }

    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }
}
