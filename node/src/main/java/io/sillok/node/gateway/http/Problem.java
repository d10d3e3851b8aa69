package io.sillok.node.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * Why a request was refused or could not be answered, as RFC 9457 has it.
 *
 * @param status the HTTP status, from 400 to 599
 * @param code stable and for programs, in kebab case
 * @param kind the last segment of the problem's type; the same as the code, except for codes that
 *     an entity's rules gave
 * @param title the same for every problem of the kind
 * @param detail for people: what was wrong, with the values, and what to do
 * @param errors each single thing that was wrong with a body; may be empty
 * @param extensions further members, by name
 * @param headers of the response, beside those of its body
 */
public record Problem(
    int status,
    String code,
    String kind,
    String title,
    String detail,
    List<FieldError> errors,
    Map<String, JsonNode> extensions,
    List<HttpHeader> headers) {

  private static final String TYPES = "https://sillok.io/problems/";

  public Problem {
    errors = List.copyOf(errors);
    headers = List.copyOf(headers);
  }

  public static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, code, title, detail, List.of(), Map.of(), List.of());
  }

  /** The same, with {@code code} in place of the kind's own. */
  public Problem withCode(String newCode) {
    return new Problem(status, newCode, kind, title, detail, errors, extensions, headers);
  }

  public Problem withErrors(List<FieldError> newErrors) {
    return new Problem(status, code, kind, title, detail, newErrors, extensions, headers);
  }

  public Problem with(String member, long value) {
    return with(member, LongNode.valueOf(value));
  }

  public Problem with(String member, Map<String, String> values) {
    var object = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(values).forEach(object::put); // the same problem is always the same bytes
    return with(member, object);
  }

  public Problem withHeader(String name, String value) {
    var more = new ArrayList<>(headers);
    more.add(RawHeader.create(name, value));
    return new Problem(status, code, kind, title, detail, errors, extensions, more);
  }

  /** For where a value cannot be returned; ends in a response with this problem. */
  public Refusal asRefusal() {
    return new Refusal(this);
  }

  /**
   * @param instance the path that was asked for
   */
  public void write(JsonGenerator json, String instance) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", TYPES + kind);
    json.writeStringField("title", title);
    json.writeNumberField("status", status);
    json.writeStringField("detail", detail);
    json.writeStringField("instance", instance);
    json.writeStringField("code", code);
    for (var extension : extensions.entrySet()) {
      json.writeFieldName(extension.getKey());
      json.writeTree(extension.getValue());
    }
    if (!errors.isEmpty()) {
      writeErrors(json);
    }
    json.writeEndObject();
  }

  private void writeErrors(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("errors");
    for (FieldError error : errors) {
      json.writeStartObject();
      json.writeStringField("code", error.code());
      json.writeStringField("pointer", error.pointer());
      json.writeStringField("message", error.message());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private Problem with(String member, JsonNode value) {
    var more = new LinkedHashMap<>(extensions);
    more.put(member, value);
    return new Problem(status, code, kind, title, detail, errors, more, headers);
  }

  /**
   * @param code stable and for programs, such as {@code unknown-field}
   * @param pointer into the body (RFC 6901); empty for all of it
   * @param message for people
   */
  public record FieldError(String code, String pointer, String message) {

    /** The message behind its place. */
    public String placed() {
      return pointer.isEmpty() ? message : pointer + " " + message;
    }
  }

  /** Carries a problem out of the reading of a request. */
  public static final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private Refusal(Problem problem) {
      super(problem.detail(), null, false, false);
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }
  }
}
