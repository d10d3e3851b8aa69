package io.sillok.client.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a stream is.
 *
 * @param kind what its events have to do with keys
 * @param declaredBy {@code http}, {@code module} or {@code entity-type}
 * @param key the path of the field that is the key
 * @param eventTime the path of the field that tells when it happened
 * @param retention for how long events are kept; for ever if it is not said
 * @param version of the schema
 * @param fingerprint of the schema
 * @param schema the Avro record
 * @param jsonSchema the same as a JSON schema
 * @param warnings what the rules of event design warn about
 * @param advice what its last events say about its design
 * @param retired whether nothing more can be appended
 * @param deduplicated of so many of the last events of a partition, repetitions are known
 */
public record StreamDescription(
    String name,
    EventKind kind,
    String declaredBy,
    Optional<String> key,
    Optional<String> eventTime,
    Optional<Duration> retention,
    OptionalLong version,
    String fingerprint,
    JsonNode schema,
    JsonNode jsonSchema,
    List<Finding> warnings,
    List<Advice> advice,
    boolean retired,
    OptionalLong deduplicated) {

  public StreamDescription {
    warnings = List.copyOf(warnings);
    advice = List.copyOf(advice);
  }

  static StreamDescription of(JsonObject stream) {
    return new StreamDescription(
        stream.text("name"),
        EventKind.of(stream.text("kind")),
        stream.text("declaredBy"),
        stream.optionalText("key"),
        stream.optionalText("eventTime"),
        stream.optionalDuration("retention"),
        optional(stream.any("version")),
        stream.text("fingerprint"),
        stream.any("schema"),
        stream.any("jsonSchema"),
        stream.list("warnings", Finding::of),
        stream.list("advice", Advice::of),
        stream.flag("retired"),
        optional(stream.any("deduplication").path("events")));
  }

  private static OptionalLong optional(JsonNode number) {
    return number.canConvertToLong() && number.isNumber()
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }
}
