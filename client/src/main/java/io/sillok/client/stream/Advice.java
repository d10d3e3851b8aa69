package io.sillok.client.stream;

import io.sillok.client.json.JsonObject;

/**
 * What a stream's last events say about its design.
 *
 * @param rule its id, such as {@code number-as-string}
 * @param field the path of the field
 * @param advice what to do
 */
public record Advice(String rule, String field, String advice) {

  static Advice of(JsonObject advice) {
    return new Advice(
        advice.optionalText("rule").orElse(""),
        advice.optionalText("field").orElse(""),
        advice.optionalText("advice").orElse(""));
  }
}
