package io.sillok.client.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.client.failure.UnexpectedAnswerException;
import io.sillok.client.json.Json;
import java.time.Duration;
import java.util.Optional;

/**
 * What a stream is declared to be. Kind, key and event time never change; the schema may get new
 * versions that are compatible with all earlier ones.
 *
 * @param schema an Avro record
 * @param key the path of the field that is the key; without one, each event comes with its key
 * @param eventTime the path of the field that tells when it happened; without one, each event comes
 *     with its time, or it is when it was appended
 * @param retention for how long events are kept; for ever if it is not said
 * @param compatibility what new versions keep to, such as {@code FULL_TRANSITIVE}, which is also
 *     what holds if it is not said
 * @param clock how event time goes on without events; it does not if it is not said
 */
public record StreamDeclaration(
    EventKind kind,
    JsonNode schema,
    Optional<String> key,
    Optional<String> eventTime,
    Optional<Duration> retention,
    Optional<String> compatibility,
    Optional<LiveClock> clock) {

  /** One whose event time goes on with events alone. */
  public StreamDeclaration(
      EventKind kind,
      JsonNode schema,
      Optional<String> key,
      Optional<String> eventTime,
      Optional<Duration> retention,
      Optional<String> compatibility) {
    this(kind, schema, key, eventTime, retention, compatibility, Optional.empty());
  }

  /**
   * A stream of events without keys.
   *
   * @param schema an Avro record, in JSON
   * @throws IllegalArgumentException if it is not JSON
   */
  public static StreamDeclaration unkeyed(String schema) {
    return of(EventKind.UNKEYED, schema);
  }

  /** A stream of events with keys. */
  public static StreamDeclaration keyed(String schema) {
    return of(EventKind.KEYED, schema);
  }

  /** A stream of events that each carry the whole value of their key: a table. */
  public static StreamDeclaration entity(String schema) {
    return of(EventKind.ENTITY, schema);
  }

  /** The same with the path of the field that is the key. */
  public StreamDeclaration key(String path) {
    return new StreamDeclaration(
        kind, schema, Optional.of(path), eventTime, retention, compatibility, clock);
  }

  /** The same with the path of the field that tells when it happened. */
  public StreamDeclaration eventTime(String path) {
    return new StreamDeclaration(
        kind, schema, key, Optional.of(path), retention, compatibility, clock);
  }

  /** The same, whose events are kept for at least this long, and not for ever. */
  public StreamDeclaration retention(Duration time) {
    return new StreamDeclaration(
        kind, schema, key, eventTime, Optional.of(time), compatibility, clock);
  }

  /** The same, whose versions keep to {@code level}. */
  public StreamDeclaration compatibility(String level) {
    return new StreamDeclaration(
        kind, schema, key, eventTime, retention, Optional.of(level), clock);
  }

  /**
   * The same, whose event time follows the clock on the wall, {@code delay} behind it, also when
   * there are no events; they may be an hour ahead.
   */
  public StreamDeclaration live(Duration delay) {
    return live(new LiveClock(delay, Optional.empty()));
  }

  /** As {@link #live(Duration)}, with events that may be {@code mostAhead} ahead. */
  public StreamDeclaration live(Duration delay, Duration mostAhead) {
    return live(new LiveClock(delay, Optional.of(mostAhead)));
  }

  private StreamDeclaration live(LiveClock live) {
    return new StreamDeclaration(
        kind, schema, key, eventTime, retention, compatibility, Optional.of(live));
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", kind.text());
    json.set("schema", schema);
    key.ifPresent(path -> json.put("key", path));
    eventTime.ifPresent(path -> json.put("eventTime", path));
    retention.ifPresent(time -> json.put("retention", time.toString()));
    compatibility.ifPresent(level -> json.put("compatibility", level));
    clock.ifPresent(live -> json.putObject("clock").set("live", live.json()));
    return json;
  }

  private static StreamDeclaration of(EventKind kind, String schema) {
    return new StreamDeclaration(
        kind,
        parsed(schema),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static JsonNode parsed(String schema) {
    try {
      return Json.read(schema);
    } catch (UnexpectedAnswerException malformed) {
      throw new IllegalArgumentException(
          "The schema must be an Avro record in JSON: " + malformed.getMessage(), malformed);
    }
  }
}
