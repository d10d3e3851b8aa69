package io.sillok.node.gateway;

import io.sillok.node.gateway.http.Request;
import java.util.Arrays;

/** Conditional reads (RFC 9110, section 13). */
final class Conditions {

  private Conditions() {}

  /**
   * Whether {@code If-None-Match} names what would be sent.
   *
   * @param entityTag with its double quotes
   */
  static boolean isKnown(Request request, String entityTag) {
    return request.headers("If-None-Match").stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .anyMatch(tag -> tag.equals("*") || tag.equals(entityTag) || tag.equals("W/" + entityTag));
  }
}
