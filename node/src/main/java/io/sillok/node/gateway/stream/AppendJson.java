package io.sillok.node.gateway.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.stream.append.Appended;
import io.sillok.node.stream.append.Appended.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What became of appended events as JSON. */
final class AppendJson {

  private AppendJson() {}

  /**
   * @param places of each event in the request
   */
  static JsonBody appended(Appended appended, List<EventPlace> places) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("position", appended.position().text());
      json.writeArrayFieldStart("results");
      for (int index = 0; index < appended.results().size(); index++) {
        json.writeStartObject();
        write(json, appended.results().get(index), places.get(index));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  private static void write(JsonGenerator json, Result result, EventPlace place)
      throws IOException {
    switch (result) {
      case Result.Stands stands -> {
        json.writeStringField("status", stands.duplicate() ? "duplicate" : "appended");
        json.writeNumberField("partition", stands.partition());
        json.writeNumberField("offset", stands.offset());
        if (stands.key().isPresent()) {
          json.writeStringField("key", stands.key().get());
        }
      }
      case Result.Refused refused -> {
        json.writeStringField("status", "refused");
        json.writeStringField("code", refused.code());
        json.writeStringField("message", refused.message());
        json.writeArrayFieldStart("errors");
        for (FieldError error : errors(refused, place)) {
          json.writeStartObject();
          json.writeStringField("code", error.code());
          json.writeStringField("pointer", error.pointer());
          json.writeStringField("message", error.message());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      case Result.Withheld(int because) -> {
        json.writeStringField("status", "withheld");
        json.writeNumberField("because", because);
      }
      case Result.Failed(String code, String message) -> {
        json.writeStringField("status", "failed");
        json.writeStringField("code", code);
        json.writeStringField("message", message);
      }
    }
  }

  /** All that is wrong with events that were refused. */
  static List<FieldError> errors(List<Result> results, List<EventPlace> places) {
    List<FieldError> errors = new ArrayList<>();
    for (int index = 0; index < results.size(); index++) {
      if (results.get(index) instanceof Result.Refused refused) {
        errors.addAll(errors(refused, places.get(index)));
      }
    }
    return errors;
  }

  private static List<FieldError> errors(Result.Refused refused, EventPlace place) {
    String pointer = place.of(refused.part());
    return refused.errors().isEmpty()
        ? List.of(new FieldError(refused.code(), pointer, refused.message()))
        : refused.errors().stream()
            .map(each -> new FieldError(each.code(), pointer + each.pointer(), each.message()))
            .toList();
  }
}
