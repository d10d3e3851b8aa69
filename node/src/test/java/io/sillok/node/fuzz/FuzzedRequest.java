package io.sillok.node.fuzz;

import java.nio.charset.StandardCharsets;

/**
 * What is sent.
 *
 * @param target path and query
 * @param latin1 the body, a character for each byte
 */
record FuzzedRequest(String method, String target, String contentType, String latin1) {

  static final String JSON = "application/json";

  static FuzzedRequest get(String target) {
    return new FuzzedRequest("GET", target, JSON, "");
  }

  static FuzzedRequest delete(String target) {
    return new FuzzedRequest("DELETE", target, JSON, "");
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

  private static String utf8(String text) {
    return latin1(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  byte[] body() {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  FuzzedRequest withTarget(String other) {
    return new FuzzedRequest(method, other, contentType, latin1);
  }

  FuzzedRequest withContentType(String other) {
    return new FuzzedRequest(method, target, other, latin1);
  }

  FuzzedRequest withBody(byte[] other) {
    return new FuzzedRequest(method, target, contentType, latin1(other));
  }

  @Override
  public String toString() {
    return "%s %s (%s) %s"
        .formatted(method, target, contentType, new String(body(), StandardCharsets.UTF_8));
  }
}
