package io.sillok.node.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sillok.node.description.Description.Operation;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** One request, put together and checked by what its operation's description says. */
final class Call {

  static final String JSON = "application/json";
  static final String LINES = "application/x-ndjson";
  static final String LIVE = "text/event-stream";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String DATA = "data:";

  private final HttpClient client;
  private final URI node;
  private final Operation operation;
  private final HttpRequest.Builder request =
      HttpRequest.newBuilder().timeout(Duration.ofSeconds(60));
  private final StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
  private String path;
  private String body = "";
  private String mediaType = JSON;
  private long values = Long.MAX_VALUE;

  Call(HttpClient client, URI node, Operation operation) {
    this.client = client;
    this.node = node;
    this.operation = operation;
    this.path = operation.path();
  }

  /** Gives a parameter, where the description says that it belongs. */
  Call with(String parameter, Object value) {
    String text = value.toString();
    switch (operation.placeOf(parameter)) {
      case "path" -> path = path.replace("{" + parameter + "}", encoded(text));
      case "query" -> query.add(parameter + "=" + encoded(text));
      case "header" -> request.header(parameter, text);
      case String other -> throw new AssertionError("A parameter is in " + other);
    }
    return this;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Call body(String json) {
    body = json;
    return this;
  }

  /** The description's own example. */
  Call example() {
    return example(JSON, "");
  }

  Call example(String name) {
    return example(JSON, name);
  }

  Call example(String type, String name) {
    mediaType = type;
    return body(operation.example(type, name).toString());
  }

  Call accept(String type) {
    request.header("Accept", type);
    return this;
  }

  /** Goes away after so many values of an answer that has no end. */
  Call atMost(long count) {
    values = count;
    return this;
  }

  /** Sends it, and expects an answer with this status, as described; the only value of its body. */
  JsonNode answers(int status) {
    List<JsonNode> answer = answersAll(status);
    assertThat(answer).hasSizeLessThan(2);
    return answer.isEmpty() ? MissingNode.getInstance() : answer.getFirst();
  }

  /** The same, with all values of its body. */
  List<JsonNode> answersAll(int status) {
    HttpResponse<Stream<String>> response = send();
    String type =
        response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "").strip();
    List<JsonNode> answer;
    try (Stream<String> lines = response.body()) {
      answer = valuesOf(type, lines);
    }
    assertThat(response.statusCode()).as(this + " " + answer).isEqualTo(status);
    assertThat(operation.describes(status, type))
        .as("%s describes %d with %s", this, status, type)
        .isTrue();
    for (JsonNode value : answer) {
      assertThat(operation.faults(status, type, value)).as(this + " " + value).isEmpty();
    }
    return answer;
  }

  private HttpResponse<Stream<String>> send() {
    request.uri(node.resolve(path + query));
    if (!body.isEmpty()) {
      request.header("Content-Type", mediaType);
    }
    request.method(operation.method().toUpperCase(Locale.ROOT), BodyPublishers.ofString(body));
    try {
      return client.send(request.build(), BodyHandlers.ofLines());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private List<JsonNode> valuesOf(String type, Stream<String> lines) {
    return switch (type) {
      case LINES -> lines.limit(values).map(Call::json).toList();
      case LIVE ->
          lines
              .filter(line -> line.startsWith(DATA))
              .limit(values)
              .map(line -> json(line.substring(DATA.length())))
              .toList();
      case "text/plain" -> List.of(MAPPER.valueToTree(String.join("\n", lines.toList())));
      default -> {
        String text = String.join("\n", lines.toList());
        yield text.isEmpty() ? List.of() : List.of(json(text));
      }
    };
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException noJson) {
      throw new UncheckedIOException(text, noJson);
    }
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>(List.of(operation.method(), path + query));
    if (!body.isEmpty()) {
      words.add(body);
    }
    return String.join(" ", words);
  }
}
