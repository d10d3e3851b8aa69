package io.sillok.node.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.NodeConfig;
import io.sillok.node.SillokNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A node with three streams, a queue, a consumer, a projection and a table, and its client. */
final class FuzzedNode implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int JOBS = 60;
  private static final int LOOKS = 20;
  private static final String ALL = "/v1/streams/jobs/queues/all";

  /** Where there is what may change, and which of its fields change by themselves. */
  private static final Map<String, List<String>> STANDING =
      Map.of(
          "/v1/streams",
          List.of("eventsPerSecond"),
          "/v1/schemas",
          List.of(),
          "/v1/streams/jobs/queues",
          List.of("oldestUnackedAge", "oldestUnacked", "ready", "leased", "delayed"),
          ALL + "/dead-letters?limit=1000",
          List.of(),
          "/v1/streams/jobs/consumers",
          List.of(),
          "/v1/projections",
          List.of("watermark", "eventTimeReached", "lag", "results", "events", "pairs"),
          "/v1/streams/products/table?limit=1000",
          List.of());

  /** Of events, whose partitions are read in any order, and what comes behind them. */
  private static final List<String> PLACE = List.of("position", "next");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SillokNode node;
  private int number;
  private int uses;
  private String receipt = "";

  /**
   * An answer.
   *
   * @param body missing if there is none
   */
  record Answer(int status, String contentType, JsonNode body) {}

  private FuzzedNode(SillokNode node) {
    this.node = node;
  }

  static FuzzedNode start(Path data) {
    FuzzedNode started =
        new FuzzedNode(
            SillokNode.start(
                NodeConfig.at(data)
                    .port(0)
                    .settings(Map.of("sillok.persistence.partitions", "4"))));
    started.make("/v1/streams/jobs", Declarations.JOBS);
    started.make("/v1/streams/views", Declarations.VIEWS);
    started.make("/v1/streams/products", Declarations.PRODUCTS);
    started.make(ALL, Declarations.QUEUE);
    started.make("/v1/streams/jobs/consumers/readers", "{\"from\":\"start\"}");
    started.make("/v1/projections/per-hour", Declarations.PER_HOUR);
    for (int job = 0; job < JOBS; job++) {
      FuzzedRequest append = started.filled(Area.APPENDS.requests().getFirst());
      ok(started.answer(append));
    }
    return started;
  }

  private void make(String path, String body) {
    Answer answer = answer(FuzzedRequest.put(path, body));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
  }

  Answer answer(FuzzedRequest request) {
    return await(begin(request));
  }

  private CompletableFuture<Answer> begin(FuzzedRequest request) {
    HttpRequest sent =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d%s".formatted(node.address().getPort(), request.target())))
            .timeout(PATIENCE)
            .header("Content-Type", request.contentType())
            .method(request.method(), BodyPublishers.ofByteArray(request.body()))
            .build();
    return client.sendAsync(sent, BodyHandlers.ofByteArray()).thenApply(FuzzedNode::answer);
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    try {
      JsonNode body =
          response.body().length == 0 ? MissingNode.getInstance() : JSON.readTree(response.body());
      return new Answer(
          response.statusCode(), response.headers().firstValue("Content-Type").orElse(""), body);
    } catch (IOException noJson) {
      throw new UncheckedIOException(noJson);
    }
  }

  private static Answer await(CompletableFuture<Answer> answer) {
    return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /**
   * All that requests may change: declarations, events, what queues and consumers have come to, and
   * the rows of the table. How far projections have read, which goes on by itself, is not in it.
   */
  Map<String, JsonNode> settled() {
    Map<String, JsonNode> before = standing();
    Map<String, JsonNode> now = standing();
    for (int look = 0; look < LOOKS && !now.equals(before); look++) {
      before = now;
      now = standing();
    }
    return now;
  }

  /** The same at once, in which what a request before has changed may still be missing. */
  Map<String, JsonNode> standing() {
    Map<String, List<String>> targets = new TreeMap<>(STANDING);
    for (String stream : get("/v1/streams").findValuesAsText("name")) {
      if (!stream.startsWith("projection-")) {
        targets.put("/v1/streams/" + stream, List.of());
        targets.put("/v1/streams/%s/events?from=start&limit=1000".formatted(stream), PLACE);
      }
    }
    Map<String, CompletableFuture<Answer>> answers = new TreeMap<>();
    targets.keySet().forEach(target -> answers.put(target, begin(FuzzedRequest.get(target))));
    Map<String, JsonNode> standing = new TreeMap<>();
    targets.forEach((target, without) -> {
      JsonNode body = ok(await(Objects.requireNonNull(answers.get(target))));
      without.forEach(field -> body.findParents(field).forEach(each -> remove(each, field)));
      standing.put(target, body.has("events") ? byPlace(body.path("events")) : body);
    });
    return standing;
  }

  private static JsonNode byPlace(JsonNode events) {
    Map<String, JsonNode> places = new TreeMap<>();
    events.forEach(
        event -> places.put(event.path("partition") + "/" + event.path("offset"), event));
    return JSON.valueToTree(places);
  }

  private static void remove(JsonNode object, String field) {
    ((ObjectNode) object).remove(field);
  }

  private JsonNode get(String target) {
    return ok(answer(FuzzedRequest.get(target)));
  }

  private static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.body();
  }

  boolean isReady() {
    return answer(FuzzedRequest.get("/health/ready")).status() == 200;
  }

  /** The same with what its body asks for, as it is now; itself if it asks for nothing. */
  FuzzedRequest filled(FuzzedRequest template) {
    String body = new String(template.body(), StandardCharsets.UTF_8);
    if (!body.contains("<")) {
      return template;
    }
    if (body.contains("<receipt>")) {
      body = body.replace("<receipt>", receipt());
    }
    if (body.contains("<letter>")) {
      body = body.replace("<letter>", deadLetter());
    }
    if (body.contains("<position>")) {
      body = body.replace("<position>", position());
    }
    while (body.contains("<number>")) {
      body = body.replaceFirst("<number>", Integer.toString(++number));
    }
    return template.withBody(body.getBytes(StandardCharsets.UTF_8));
  }

  /** Of an item that is leased, or was once: each is taken by two. */
  private String receipt() {
    if (++uses % 2 == 1) {
      Answer received =
          answer(FuzzedRequest.post(ALL + "/receive", "{\"max\":1,\"lease\":\"PT10M\"}"));
      receipt = received.body().at("/items/0/receipt").asText();
    }
    return receipt;
  }

  private String deadLetter() {
    String rejection = "{\"receipts\":[\"%s\"]}".formatted(receipt());
    answer(FuzzedRequest.post(ALL + "/reject", rejection));
    JsonNode letter = get(ALL + "/dead-letters").at("/items/0");
    return letter.isMissingNode()
        ? "{}"
        : "{\"partition\":%s,\"offset\":%s}"
            .formatted(letter.path("partition"), letter.path("offset"));
  }

  private String position() {
    JsonNode events = get("/v1/streams/jobs/events?from=start&limit=1000").path("events");
    return events.get(number % events.size()).path("position").asText();
  }

  @Override
  public void close() {
    node.close();
    client.close();
  }
}
