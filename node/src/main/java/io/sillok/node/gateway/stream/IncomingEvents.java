package io.sillok.node.gateway.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.stream.EventId;
import io.sillok.node.stream.append.NewEvent;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The events that a request carries: bare JSON, or CloudEvents in any of their three modes.
 *
 * @param pointers of the data of each, into the body
 */
record IncomingEvents(List<NewEvent> events, List<String> pointers) {

  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String IDEMPOTENCY_SOURCE = "idempotency-key";

  static IncomingEvents read(Request request, byte[] body) {
    JsonNode json = parse(body);
    String stream = request.segment("stream");
    CloudEventReader reader = new CloudEventReader(stream);
    IncomingEvents events =
        switch (mediaType(request)) {
          case STRUCTURED ->
              new IncomingEvents(List.of(reader.structured(object(json), "")), List.of("/data"));
          case BATCH -> batch(reader, json);
          default ->
              CloudEventReader.isBinary(request)
                  ? new IncomingEvents(List.of(reader.binary(request, json)), List.of(""))
                  : bare(request, json);
        };
    if (!reader.errors().isEmpty()) {
      throw StreamProblems.invalidCloudEvents(reader.errors()).asRefusal();
    }
    return events;
  }

  private static JsonNode parse(byte[] body) {
    try {
      return DeclaredCodec.readTree(body);
    } catch (JsonMismatchException malformed) {
      throw StreamProblems.malformedJson(String.valueOf(malformed.getMessage())).asRefusal();
    }
  }

  private static String mediaType(Request request) {
    String type =
        request
            .http()
            .entity()
            .getContentType()
            .mediaType()
            .toString()
            .toLowerCase(Locale.ROOT)
            .replaceAll(";.*", "")
            .strip();
    if (!type.equals(STRUCTURED) && !type.equals(BATCH)) {
      RequestHeaders.requireJson(request);
    }
    return type;
  }

  private static JsonNode object(JsonNode json) {
    if (!json.isObject()) {
      throw StreamProblems.malformedJson("a CloudEvent is an object").asRefusal();
    }
    return json;
  }

  private static IncomingEvents batch(CloudEventReader reader, JsonNode json) {
    if (!json.isArray()) {
      throw StreamProblems.malformedJson("a batch of CloudEvents is an array").asRefusal();
    }
    List<NewEvent> events = new ArrayList<>(json.size());
    List<String> pointers = new ArrayList<>(json.size());
    for (int index = 0; index < json.size(); index++) {
      events.add(reader.structured(object(json.get(index)), "/" + index));
      pointers.add("/" + index + "/data");
    }
    return new IncomingEvents(events, pointers);
  }

  /** An array is several events; with an Idempotency-Key each has an id. */
  private static IncomingEvents bare(Request request, JsonNode json) {
    Optional<String> key = request.parameter("key");
    Optional<String> idempotency = RequestHeaders.idempotencyKey(request);
    if (!json.isArray()) {
      return new IncomingEvents(
          List.of(
              new NewEvent(
                  key,
                  idempotency.map(id -> new EventId(IDEMPOTENCY_SOURCE, id)),
                  Optional.empty(),
                  json)),
          List.of(""));
    }
    if (key.isPresent()) {
      throw Problems.invalidParameter(
              "key", "is for a single event; give those of an array as CloudEvents with a subject")
          .asRefusal();
    }
    return new IncomingEvents(
        IntStream.range(0, json.size())
            .mapToObj(index ->
                new NewEvent(
                    Optional.empty(),
                    idempotency.map(id -> new EventId(IDEMPOTENCY_SOURCE, id + "/" + index)),
                    Optional.empty(),
                    json.get(index)))
            .toList(),
        IntStream.range(0, json.size()).mapToObj(index -> "/" + index).toList());
  }
}
