package io.sillok.node.gateway.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sillok.node.gateway.http.PercentCoding;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.stream.EventId;
import io.sillok.node.stream.append.NewEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpHeader;

/**
 * Reads events as CloudEvents 1.0 has them. {@code source} and {@code id} tell an event from all
 * others, {@code type} is its stream, {@code subject} its key, {@code time} its event time. Other
 * attributes are not kept.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents</a>
 */
final class CloudEventReader {

  /** In place of what is no event. */
  private static final NewEvent NOTHING =
      new NewEvent(Optional.empty(), Optional.empty(), Optional.empty(), NullNode.instance);

  private final String stream;
  private final List<FieldError> errors = new ArrayList<>();

  /**
   * @param stream that the events are for
   */
  CloudEventReader(String stream) {
    this.stream = stream;
  }

  /** All that was wrong with what was read. */
  List<FieldError> errors() {
    return errors;
  }

  /** An event in structured mode; where it is wrong, there are errors afterwards. */
  NewEvent structured(JsonNode event, String pointer) {
    if (!event.isObject()) {
      wrong(pointer, "must be a CloudEvent, which is an object");
      return NOTHING;
    }
    if (event.has("data_base64")) {
      wrong(pointer + "/data_base64", "must be left out: events are JSON, under data");
    }
    Function<String, Optional<String>> attribute = name -> text(event, name, pointer);
    attribute
        .apply("datacontenttype")
        .filter(type -> !isJson(type))
        .ifPresent(type ->
            wrong(pointer + "/datacontenttype", "must be application/json, but is " + type));
    JsonNode data = event.get("data");
    return event(attribute, name -> pointer + "/" + name, data == null ? NullNode.instance : data);
  }

  private Optional<String> text(JsonNode event, String name, String pointer) {
    JsonNode value = event.path(name);
    if (!value.isTextual() && !value.isMissingNode() && !value.isNull()) {
      wrong(pointer + "/" + name, "must be a text, but is " + Problems.shown(value.toString()));
    }
    return Optional.ofNullable(value.textValue());
  }

  /**
   * Whether {@code request} carries an event in binary mode: it has attributes, be it that the one
   * is missing which it must have.
   */
  static boolean isBinary(Request request) {
    for (HttpHeader header : request.http().getHeaders()) {
      if (header.lowercaseName().startsWith("ce-")) {
        return true;
      }
    }
    return false;
  }

  /** An event in binary mode: its attributes are headers. */
  NewEvent binary(Request request, JsonNode data) {
    Function<String, Optional<String>> attribute =
        name ->
            request.headers("ce-" + name).stream().findFirst().map(PercentCoding::decodeSegment);
    return event(attribute, name -> "ce-" + name, data);
  }

  private NewEvent event(
      Function<String, Optional<String>> attribute,
      Function<String, String> pointer,
      JsonNode data) {
    String version = required(attribute, pointer, "specversion");
    if (!version.isEmpty() && !version.startsWith("1.")) {
      wrong(pointer.apply("specversion"), "must be 1.0, but is " + version);
    }
    String type = required(attribute, pointer, "type");
    if (!type.isEmpty() && !type.equals(stream)) {
      wrong(
          pointer.apply("type"),
          "must be %s, the name of the stream, but is %s: a stream has one definition"
              .formatted(stream, type));
    }
    EventId id =
        new EventId(required(attribute, pointer, "source"), required(attribute, pointer, "id"));
    return new NewEvent(
        attribute.apply("subject"),
        Optional.of(id),
        attribute.apply("time").flatMap(text -> time(text, pointer.apply("time"))),
        data);
  }

  private String required(
      Function<String, Optional<String>> attribute, Function<String, String> pointer, String name) {
    int before = errors.size();
    String value = attribute.apply(name).orElse("");
    if (value.isEmpty() && errors.size() == before) {
      wrong(pointer.apply(name), "must be there, as a text that is not empty");
    }
    return value;
  }

  private Optional<Instant> time(String text, String pointer) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException invalid) {
      wrong(pointer, "must be a time such as 2026-01-31T12:00:00Z, but is " + text);
      return Optional.empty();
    }
  }

  private void wrong(String pointer, String rule) {
    errors.add(new FieldError("invalid-attribute", pointer, rule));
  }

  static boolean isJson(String mediaType) {
    int parameters = mediaType.indexOf(';');
    String bare = parameters < 0 ? mediaType : mediaType.substring(0, parameters);
    String type = bare.toLowerCase(Locale.ROOT).strip();
    return type.equals("application/json") || type.equals("text/json") || type.endsWith("+json");
  }
}
