package io.sillok.node.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Asks one node over HTTP. Thread-safe. */
public final class NodeClient implements AutoCloseable {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String JSON_TYPE = "application/json";
  private static final int GATEWAY_TROUBLE = 502;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  private final ObjectMapper json = new ObjectMapper();
  private final String url;
  private final HttpClient http;

  /**
   * @param url where the node is, such as {@code http://127.0.0.1:8080}
   */
  public NodeClient(URI url) {
    this(url, Optional.empty());
  }

  /**
   * @param tls whom to trust where the address is {@code https}; empty: whom the JVM trusts
   */
  public NodeClient(URI url, Optional<SSLContext> tls) {
    String text = url.toString();
    this.url = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    HttpClient.Builder client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_WITHIN);
    tls.ifPresent(client::sslContext);
    this.http = client.build();
  }

  /** The path of an entity; whatever is in the id stays one segment. */
  public static String entityPath(String type, String id) {
    return "/v1/entities/" + segment(type) + "/" + segment(id);
  }

  /** {@code text} as one segment or parameter of a URL. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * What the node answers to a read.
   *
   * @throws CommandFailure if it refuses or cannot be reached
   */
  public JsonNode get(String path) {
    return successOf(answerTo(path));
  }

  /**
   * What the node answers to a read, be it a refusal.
   *
   * @throws NodeUnreachable if it cannot be reached
   */
  public Answer answerTo(String path) {
    return send(HttpRequest.newBuilder(at(path)).GET());
  }

  /**
   * What the node sends as server-sent events, line by line, until the reader is closed.
   *
   * @throws CommandFailure if it refuses or cannot be reached
   */
  public BufferedReader listen(String path, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(path)).header("Accept", "text/event-stream").GET();
    headers.forEach(request::header);
    HttpResponse<InputStream> response = exchange(request, BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      closeQuietly(response.body());
      throw new CommandFailure(
          ExitCode.FAILED,
          "%s answered with status %d to %s".formatted(url, response.statusCode(), path));
    }
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /**
   * What the node answers to a command.
   *
   * @throws CommandFailure if it refuses or cannot be reached
   */
  public JsonNode post(String path, JsonNode body, Map<String, String> headers) {
    return successOf(answerTo(path, body, headers));
  }

  /**
   * What the node answers to what is declared.
   *
   * @throws CommandFailure if it refuses or cannot be reached
   */
  public Answer put(String path, JsonNode body) {
    Answer answer =
        send(
            HttpRequest.newBuilder(at(path))
                .header(CONTENT_TYPE, JSON_TYPE)
                .PUT(BodyPublishers.ofString(body.toString())));
    successOf(answer);
    return answer;
  }

  /**
   * Has the node remove something.
   *
   * @throws CommandFailure if it refuses or cannot be reached
   */
  public void delete(String path) {
    successOf(send(HttpRequest.newBuilder(at(path)).DELETE()));
  }

  /**
   * What the node answers to a command, be it a refusal.
   *
   * @throws NodeUnreachable if it cannot be reached
   */
  public Answer answerTo(String path, JsonNode body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(path))
            .header(CONTENT_TYPE, JSON_TYPE)
            .POST(BodyPublishers.ofString(body.toString()));
    headers.forEach(request::header);
    return send(request);
  }

  /**
   * What the node answers to bytes, be it a refusal.
   *
   * @param type of the bytes, such as {@code application/cloudevents-batch+json}
   * @throws NodeUnreachable if it cannot be reached
   */
  public Answer answerTo(String path, String type, byte[] body) {
    return send(
        HttpRequest.newBuilder(at(path))
            .header(CONTENT_TYPE, type)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  /**
   * An answer of the node.
   *
   * @param body JSON null if it had no JSON body
   * @param retryAfter when it may be asked again, if it says so
   */
  public record Answer(int status, JsonNode body, Optional<Duration> retryAfter) {

    public boolean success() {
      return status / 100 == 2;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private URI at(String path) {
    return URI.create(url + path);
  }

  private Answer send(HttpRequest.Builder request) {
    HttpResponse<byte[]> response =
        exchange(request.timeout(ANSWER_WITHIN), BodyHandlers.ofByteArray());
    try {
      return new Answer(response.statusCode(), parsed(response), retryAfter(response));
    } catch (IOException failure) {
      throw unreachable(failure);
    }
  }

  private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> body) {
    try {
      return http.send(request.build(), body);
    } catch (IOException failure) {
      throw unreachable(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.FAILED, "interrupted while waiting for " + url);
    }
  }

  private static void closeQuietly(InputStream body) {
    try {
      body.close();
    } catch (IOException alreadyGone) {
      // nobody wants it
    }
  }

  private JsonNode parsed(HttpResponse<byte[]> response) throws IOException {
    try {
      JsonNode body = json.readTree(response.body());
      return body == null || body.isMissingNode() ? JsonNodeFactory.instance.nullNode() : body;
    } catch (JsonProcessingException notJson) {
      if (response.statusCode() >= GATEWAY_TROUBLE) {
        throw new NodeUnreachable(
            "%s answered with status %d and not as a node does: something in between cannot reach one"
                .formatted(url, response.statusCode()));
      }
      throw new CommandFailure(
          ExitCode.FAILED,
          "%s answered with status %d and something that is not JSON; is it a Sillok node?"
              .formatted(url, response.statusCode()));
    }
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> SECONDS.matcher(text).matches()) // a date is no hint that helps here
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private static JsonNode successOf(Answer answer) {
    if (!answer.success()) {
      throw CommandFailure.ofProblem(answer.status(), answer.body());
    }
    return answer.body();
  }

  private CommandFailure unreachable(IOException failure) {
    if (failure instanceof SSLException untrusted) {
      return TlsTrouble.of(url, untrusted);
    }
    String reason = failure.getMessage();
    return new NodeUnreachable(
        "cannot reach a node at %s%s; is it running? Start one with `sillok start`, or say where it is with --url or SILLOK_URL"
            .formatted(url, reason == null ? "" : " (" + reason + ")"));
  }
}
