package io.sillok.client.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.failure.UnexpectedAnswerException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the members of what a node answered. A member that must be there and is not, or is of
 * another type, is an {@link UnexpectedAnswerException} that names it.
 *
 * @param json an object
 */
public record JsonObject(JsonNode json) {

  private static final int SHOWN = 200;

  public JsonObject {
    if (!json.isObject()) {
      throw new UnexpectedAnswerException("Expected a JSON object, but got " + shown(json), null);
    }
  }

  public String text(String member) {
    return optionalText(member).orElseThrow(() -> mismatch(member, "a string"));
  }

  /** Empty if it is null or not there. */
  public Optional<String> optionalText(String member) {
    JsonNode value = json.path(member);
    if (absent(value)) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw mismatch(member, "a string");
    }
    return Optional.of(value.textValue());
  }

  public long number(String member) {
    JsonNode value = json.path(member);
    if (!value.canConvertToLong()) {
      throw mismatch(member, "an integer");
    }
    return value.longValue();
  }

  /** {@code otherwise} if it is null or not there. */
  public long number(String member, long otherwise) {
    return absent(json.path(member)) ? otherwise : number(member);
  }

  /** False if it is null or not there. */
  public boolean flag(String member) {
    return json.path(member).asBoolean(false);
  }

  public Instant instant(String member) {
    return parsed(member, text(member), Instant::parse, "an instant");
  }

  /** Empty if it is null or not there. */
  public Optional<Instant> optionalInstant(String member) {
    return optionalText(member).map(text -> parsed(member, text, Instant::parse, "an instant"));
  }

  public Duration duration(String member) {
    return parsed(member, text(member), Duration::parse, "a duration");
  }

  /** Empty if it is null or not there. */
  public Optional<Duration> optionalDuration(String member) {
    return optionalText(member).map(text -> parsed(member, text, Duration::parse, "a duration"));
  }

  /** What the list of objects becomes; an empty list if there is none. */
  public <T> List<T> list(String member, Function<JsonObject, T> each) {
    List<T> list = new ArrayList<>();
    for (JsonNode element : json.path(member)) {
      list.add(each.apply(new JsonObject(element)));
    }
    return List.copyOf(list);
  }

  /** A list of strings; an empty list if there is none. */
  public List<String> texts(String member) {
    List<String> list = new ArrayList<>();
    for (JsonNode element : json.path(member)) {
      list.add(element.asText());
    }
    return List.copyOf(list);
  }

  /** A list of integers; an empty list if there is none. */
  public List<Integer> integers(String member) {
    List<Integer> list = new ArrayList<>();
    for (JsonNode element : json.path(member)) {
      if (!element.canConvertToInt()) {
        throw mismatch(member, "a list of integers");
      }
      list.add(element.intValue());
    }
    return List.copyOf(list);
  }

  /** Whatever it is; missing if it is not there. */
  public JsonNode any(String member) {
    return json.path(member);
  }

  /** An object. */
  public JsonObject object(String member) {
    JsonNode value = json.path(member);
    if (!value.isObject()) {
      throw mismatch(member, "an object");
    }
    return new JsonObject(value);
  }

  private <T> T parsed(String member, String text, Function<String, T> parse, String what) {
    try {
      return parse.apply(text);
    } catch (DateTimeException notOne) {
      throw mismatch(member, what);
    }
  }

  private UnexpectedAnswerException mismatch(String member, String what) {
    return new UnexpectedAnswerException(
        "Member %s must be %s, but the answer is %s".formatted(member, what, shown(json)), null);
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static String shown(JsonNode json) {
    String text = json.toString();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
