package io.sillok.client.stream;

import io.sillok.client.json.JsonObject;

/**
 * What a rule of event design says about a stream.
 *
 * @param rule its id, such as {@code past-tense}
 * @param field the path of the field; empty for the whole event
 * @param problem what is not as it should be
 * @param remedy what to do
 */
public record Finding(String rule, String field, String problem, String remedy) {

  static Finding of(JsonObject finding) {
    return new Finding(
        finding.optionalText("rule").orElse(""),
        finding.optionalText("field").orElse(""),
        finding.optionalText("problem").orElse(""),
        finding.optionalText("remedy").orElse(""));
  }
}
