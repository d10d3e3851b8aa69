package io.sillok.node.fuzz;

import java.nio.charset.StandardCharsets;

/**
 * What is sent.
 *
 * @param target path and query
 */
record FuzzedRequest(String method, String target, String contentType, byte[] body) {

  static final String JSON = "application/json";

  static FuzzedRequest get(String target) {
    return new FuzzedRequest("GET", target, JSON, new byte[0]);
  }

  static FuzzedRequest delete(String target) {
    return new FuzzedRequest("DELETE", target, JSON, new byte[0]);
  }

  static FuzzedRequest put(String target, String body) {
    return new FuzzedRequest("PUT", target, JSON, utf8(body));
  }

  static FuzzedRequest post(String target, String body) {
    return post(target, JSON, body);
  }

  static FuzzedRequest post(String target, String contentType, String body) {
    return new FuzzedRequest("POST", target, contentType, utf8(body));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  FuzzedRequest withTarget(String other) {
    return new FuzzedRequest(method, other, contentType, body);
  }

  FuzzedRequest withContentType(String other) {
    return new FuzzedRequest(method, target, other, body);
  }

  FuzzedRequest withBody(byte[] other) {
    return new FuzzedRequest(method, target, contentType, other);
  }

  @Override
  public String toString() {
    return "%s %s (%s) %s"
        .formatted(method, target, contentType, new String(body, StandardCharsets.UTF_8));
  }
}
