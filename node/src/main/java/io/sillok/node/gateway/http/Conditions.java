package io.sillok.node.gateway.http;

import java.util.Arrays;

/** Conditional reads (RFC 9110, section 13). */
public final class Conditions {

  private Conditions() {}

  /**
   * Whether {@code If-None-Match} names what would be sent.
   *
   * @param entityTag with its double quotes
   */
  public static boolean isKnown(Request request, String entityTag) {
    return request.headers("If-None-Match").stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .anyMatch(tag -> tag.equals("*") || tag.equals(entityTag) || tag.equals("W/" + entityTag));
  }
}
