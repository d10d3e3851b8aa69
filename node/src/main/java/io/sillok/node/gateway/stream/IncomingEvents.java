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
 * @param places of each in the request
 */
record IncomingEvents(List<NewEvent> events, List<EventPlace> places) {

  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String IDEMPOTENCY_SOURCE = "idempotency-key";

  static IncomingEvents read(Request request, byte[] body) {
    String type = mediaType(request);
    JsonNode json = parse(body);
    CloudEventReader reader = new CloudEventReader(request.segment("stream"));
    IncomingEvents events =
        switch (type) {
          case STRUCTURED -> structured(request, reader, json);
          case BATCH -> batch(request, reader, json);
          default ->
              CloudEventReader.isBinary(request)
                  ? binary(request, reader, json)
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
    RequestHeaders.requireUtf8(request);
    return type;
  }

  private static IncomingEvents structured(
      Request request, CloudEventReader reader, JsonNode json) {
    requireNoKey(request);
    if (!json.isObject()) {
      throw StreamProblems.malformedJson("a CloudEvent is an object").asRefusal();
    }
    return new IncomingEvents(
        List.of(reader.structured(json, "")), List.of(EventPlace.structured("")));
  }

  private static IncomingEvents batch(Request request, CloudEventReader reader, JsonNode json) {
    requireNoKey(request);
    if (!json.isArray()) {
      throw StreamProblems.malformedJson("a batch of CloudEvents is an array").asRefusal();
    }
    List<NewEvent> events = new ArrayList<>(json.size());
    List<EventPlace> places = new ArrayList<>(json.size());
    for (int index = 0; index < json.size(); index++) {
      events.add(reader.structured(json.get(index), "/" + index));
      places.add(EventPlace.structured("/" + index));
    }
    return new IncomingEvents(events, places);
  }

  private static IncomingEvents binary(Request request, CloudEventReader reader, JsonNode json) {
    requireNoKey(request);
    return new IncomingEvents(List.of(reader.binary(request, json)), List.of(EventPlace.binary()));
  }

  private static void requireNoKey(Request request) {
    if (request.parameter("key").isPresent()) {
      throw Problems.invalidParameter(
              "key", "is for a single event of bare JSON; a CloudEvent has its key as its subject")
          .asRefusal();
    }
  }

  /** An array is several events; with an Idempotency-Key each has an id. */
  private static IncomingEvents bare(Request request, JsonNode json) {
    Optional<String> key = request.parameter("key");
    Optional<String> idempotency = RequestHeaders.idempotencyKey(request);
    if (!json.isArray()) {
      return new IncomingEvents(
          List.of(new NewEvent(key, id(idempotency, 0), Optional.empty(), json)),
          List.of(EventPlace.single()));
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
                    Optional.empty(), id(idempotency, index), Optional.empty(), json.get(index)))
            .toList(),
        IntStream.range(0, json.size()).mapToObj(EventPlace::ofArray).toList());
  }

  /** The first of several has the id that a single one has: it is not new by coming in an array. */
  private static Optional<EventId> id(Optional<String> idempotency, int index) {
    return idempotency
        .map(key -> index == 0 ? key : key + "/" + index)
        .map(id -> new EventId(IDEMPOTENCY_SOURCE, id));
  }
}
