package io.sillok.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A worker of the queues of one stream, over HTTP. */
final class QueueClient {

  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final String stream;

  QueueClient(SillokNode node, String stream) {
    base = "http://127.0.0.1:%d".formatted(node.address().getPort());
    this.stream = stream;
  }

  /** What was answered. */
  record Answer(int status, JsonNode body) {

    String code() {
      return body.path("code").asText();
    }

    List<String> texts(String list, String field) {
      List<String> texts = new ArrayList<>();
      body.path(list).forEach(each -> texts.add(each.path(field).asText()));
      return texts;
    }

    List<String> receipts() {
      return texts("items", "receipt");
    }

    /** The field of each event's data. */
    List<String> data(String field) {
      List<String> texts = new ArrayList<>();
      body.path("items").forEach(item -> texts.add(item.at("/event/data/" + field).asText()));
      return texts;
    }
  }

  /** Declares the stream: jobs with a number, keyed by their customer. */
  Answer declare() {
    return put(
        "",
        """
        {"kind": "keyed", "key": "customerId", "schema": {
          "type": "record", "name": "JobCreated", "fields": [
            {"name": "customerId", "type": "string"}, {"name": "position", "type": "int"}]}}\
        """);
  }

  /** Appends a job for each number, of this customer. */
  Answer append(String customer, int... numbers) {
    List<String> events = new ArrayList<>();
    for (int number : numbers) {
      events.add("{\"customerId\": \"%s\", \"position\": %d}".formatted(customer, number));
    }
    return post("/events", events.toString());
  }

  Answer define(String queue, String body) {
    return put("/queues/" + queue, body);
  }

  Answer describe(String queue) {
    return get("/queues/" + queue);
  }

  Answer receive(String queue, String body) {
    return post("/queues/" + queue + "/receive", body);
  }

  Answer receive(String queue, int max) {
    return receive(queue, "{\"max\": %d, \"wait\": \"PT5S\"}".formatted(max));
  }

  /** Says {@code verb} of {@code receipts}, with more fields such as {@code "reason": "…"}. */
  Answer settle(String queue, String verb, List<String> receipts, String... more) {
    String texts = receipts.stream().map("\"%s\""::formatted).toList().toString();
    String fields = more.length == 0 ? "" : ", " + String.join(", ", more);
    return post(
        "/queues/%s/%s".formatted(queue, verb), "{\"receipts\": %s%s}".formatted(texts, fields));
  }

  Answer get(String path) {
    return send(request("/v1/streams/" + stream + path).GET());
  }

  Answer post(String path, String body) {
    return send(request("/v1/streams/" + stream + path).POST(BodyPublishers.ofString(body)));
  }

  CompletableFuture<Answer> postLater(String path, String body) {
    HttpRequest request =
        request("/v1/streams/" + stream + path).POST(BodyPublishers.ofString(body)).build();
    return client.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(QueueClient::answer);
  }

  CompletableFuture<Answer> putLater(String path, String body) {
    HttpRequest request =
        request("/v1/streams/" + stream + path).PUT(BodyPublishers.ofString(body)).build();
    return client.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(QueueClient::answer);
  }

  Answer put(String path, String body) {
    return send(request("/v1/streams/" + stream + path).PUT(BodyPublishers.ofString(body)));
  }

  Answer delete(String path) {
    return send(request("/v1/streams/" + stream + path).DELETE());
  }

  /** The body of anything that the node serves. */
  String text(String path) {
    try {
      return client.send(request(path).build(), BodyHandlers.ofString()).body();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(Duration.ofSeconds(40))
        .header("Content-Type", "application/json");
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      return answer(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    try {
      JsonNode body =
          response.body().length == 0 ? MissingNode.getInstance() : JSON.readTree(response.body());
      return new Answer(response.statusCode(), body);
    } catch (IOException noJson) {
      throw new UncheckedIOException(noJson);
    }
  }
}
