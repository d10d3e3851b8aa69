package io.sillok.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.json.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What is asked of whichever node answers; repeating it does no harm. Immutable. */
public final class Call {

  private static final String JSON = "application/json";

  private final String method;
  private final UrlPath path;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Duration wait;

  private Call(
      String method, UrlPath path, Map<String, String> headers, byte[] body, Duration wait) {
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.body = body;
    this.wait = wait;
  }

  public static Call get(UrlPath path) {
    return new Call("GET", path, Map.of("Accept", JSON), new byte[0], Duration.ZERO);
  }

  public static Call delete(UrlPath path) {
    return new Call("DELETE", path, Map.of("Accept", JSON), new byte[0], Duration.ZERO);
  }

  /** A post without a body. */
  public static Call post(UrlPath path) {
    return new Call("POST", path, Map.of("Accept", JSON), new byte[0], Duration.ZERO);
  }

  public static Call put(UrlPath path, JsonNode body) {
    return sending("PUT", path, JSON, Json.bytes(body));
  }

  public static Call post(UrlPath path, JsonNode body) {
    return sending("POST", path, JSON, Json.bytes(body));
  }

  /**
   * @param body not written to afterwards
   */
  public static Call post(UrlPath path, String mediaType, byte[] body) {
    return sending("POST", path, mediaType, body);
  }

  private static Call sending(String method, UrlPath path, String mediaType, byte[] body) {
    return new Call(
        method, path, Map.of("Accept", JSON, "Content-Type", mediaType), body, Duration.ZERO);
  }

  /** The same with another header. */
  public Call header(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Call(method, path, Map.copyOf(more), body, wait);
  }

  /** The same, which the node answers only after {@code time} if it has nothing to say before. */
  public Call waiting(Duration time) {
    return new Call(method, path, headers, body, time);
  }

  /** For how long the node may hold back its answer. */
  Duration heldBack() {
    return wait;
  }

  HttpRequest request(URI node, Map<String, String> common) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + path.text()));
    common.forEach(request::setHeader);
    headers.forEach(request::setHeader);
    BodyPublisher publisher =
        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    return request.method(method, publisher).build();
  }
}
