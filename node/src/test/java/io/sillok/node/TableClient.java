package io.sillok.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Writes and reads tables of a node over HTTP. */
final class TableClient {

  /** Events of the kind whose latest one is the value of its key. */
  static final String PRODUCT_LISTED =
      """
      {"kind": "entity", "key": "productId", "eventTime": "listedAt",
       "schema": {"type": "record", "name": "ProductListed", "fields": [
         {"name": "productId", "type": "string"},
         {"name": "listedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}},
         {"name": "stock", "type": "int"}%s]}}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  TableClient(SillokNode node) {
    base = "http://127.0.0.1:%d".formatted(node.address().getPort());
  }

  /** A response, read as a whole. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String text() {
      return response.body();
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String code() {
      return json().path("code").asText();
    }

    /** Fails unless it is a 200. */
    JsonNode ok() {
      if (status() != 200) {
        throw new AssertionError(status() + " " + text());
      }
      return json();
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void declare(String stream, String declaration) {
    Answer answer =
        send("PUT", "/v1/streams/" + stream, declaration, "Content-Type", "application/json");
    if (answer.status() / 100 != 2) {
      throw new AssertionError(answer.text());
    }
  }

  /** Appends {@code event}, or an array of them; the position behind. */
  String append(String stream, String event) {
    return post("/v1/streams/%s/events".formatted(stream), event).ok().path("position").asText();
  }

  /** Removes {@code key}; the position behind. */
  String remove(String stream, String key) {
    return post("/v1/streams/%s/events?key=%s".formatted(stream, encoded(key)), "null")
        .ok()
        .path("position")
        .asText();
  }

  static String listed(String product, int stock) {
    return "{\"productId\": \"%s\", \"listedAt\": \"2026-01-31T12:00:00Z\", \"stock\": %d}"
        .formatted(product, stock);
  }

  /** All rows of a table, page by page. */
  Map<String, JsonNode> rows(String path) {
    Map<String, JsonNode> rows = new TreeMap<>();
    String next = path;
    while (!next.isEmpty()) {
      JsonNode page = get(next).ok();
      page.path("rows").forEach(row -> rows.put(row.path("key").asText(), row));
      next = page.path("next").asText("").equals("null") ? "" : page.path("next").asText("");
    }
    return rows;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
