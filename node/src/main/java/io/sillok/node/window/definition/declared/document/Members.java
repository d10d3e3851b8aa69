package io.sillok.node.window.definition.declared.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.json.JsonInput;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The members of an object of a document. Tells {@link Faults} what is wrong with one when it is
 * asked for; one that is null is not there.
 *
 * @param pointer of the object
 */
record Members(ObjectNode json, String pointer, Faults faults) {

  private static final int LONGEST_SHOWN = 60;

  /** Of {@code json}, if it is an object. */
  static Optional<Members> of(JsonNode json, String pointer, Faults faults) {
    if (json instanceof ObjectNode object) {
      return Optional.of(new Members(object, pointer, faults));
    }
    faults.add("wrong-type", pointer, "must be a JSON object, but is " + describe(json));
    return Optional.empty();
  }

  private static String describe(JsonNode json) {
    return switch (json.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case MISSING, NULL -> "null";
      default -> shown(json.toString());
    };
  }

  private static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  /** Refuses members that are none of {@code known}. */
  void allow(String what, List<String> known) {
    json.fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            wrong(
                "unknown-field",
                name,
                "is not known; %s has %s".formatted(what, String.join(", ", known)));
          }
        });
  }

  boolean has(String name) {
    return json.hasNonNull(name);
  }

  String at(String name) {
    return JsonInput.member(pointer, name);
  }

  void wrong(String code, String name, String message) {
    faults.add(code, at(name), message);
  }

  Optional<JsonNode> find(String name) {
    return has(name) ? Optional.of(json.get(name)) : Optional.empty();
  }

  /**
   * The member that must be there.
   *
   * @param what it is, for who left it out
   */
  Optional<JsonNode> require(String name, String what) {
    if (!has(name)) {
      wrong("missing-field", name, "must be there: " + what);
    }
    return find(name);
  }

  Optional<Members> object(String name, String what) {
    return require(name, what).flatMap(member -> of(member, at(name), faults));
  }

  Optional<String> text(String name) {
    return find(name).flatMap(member -> text(member, at(name)));
  }

  Optional<String> requireText(String name, String what) {
    return require(name, what).flatMap(member -> text(member, at(name)));
  }

  private Optional<String> text(JsonNode member, String place) {
    if (!member.isTextual()) {
      faults.add("wrong-type", place, "must be a text, but is " + describe(member));
      return Optional.empty();
    }
    return Optional.of(member.textValue());
  }

  /** The texts of a list, or a text alone. */
  Optional<List<String>> texts(String name, int most) {
    Optional<JsonNode> found = find(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JsonNode member = found.get();
    if (!member.isArray()) {
      if (!member.isTextual()) {
        wrong("wrong-type", name, "must be a text or a list of such, but is " + describe(member));
        return Optional.empty();
      }
      return Optional.of(List.of(member.textValue()));
    }
    if (member.size() > most) {
      wrong(
          "out-of-range",
          name,
          "must have at most %d parts, but has %d".formatted(most, member.size()));
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (int index = 0; index < member.size(); index++) {
      text(member.get(index), at(name) + "/" + index).ifPresent(texts::add);
    }
    return texts.size() == member.size() ? Optional.of(texts) : Optional.empty();
  }

  Optional<Duration> duration(String name) {
    return text(name).flatMap(text -> duration(name, text));
  }

  Optional<Duration> requireDuration(String name, String what) {
    return requireText(name, what).flatMap(text -> duration(name, text));
  }

  private Optional<Duration> duration(String name, String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException invalid) {
      wrong(
          "wrong-type",
          name,
          "must be an ISO 8601 duration such as PT1M, but is '%s'".formatted(shown(text)));
      return Optional.empty();
    }
  }

  /** A whole number that must be there. */
  Optional<Integer> requireWhole(String name, String what, int most) {
    return require(name, what).flatMap(member -> whole(name, member, most));
  }

  /** A whole number from 1 on. */
  Optional<Integer> whole(String name, JsonNode member, int most) {
    if (!member.isIntegralNumber()) {
      wrong("wrong-type", name, "must be a whole number, but is " + describe(member));
      return Optional.empty();
    }
    if (!member.canConvertToInt() || member.intValue() < 1 || member.intValue() > most) {
      wrong(
          "out-of-range",
          name,
          "must be from 1 to %d, but is %s".formatted(most, describe(member)));
      return Optional.empty();
    }
    return Optional.of(member.intValue());
  }

  /** A number from 0 to 100 that must be there. */
  Optional<Double> requirePercent(String name, String what) {
    Optional<JsonNode> member = require(name, what);
    if (member.isEmpty()) {
      return Optional.empty();
    }
    if (!member.get().isNumber()) {
      wrong("wrong-type", name, "must be a number, but is " + describe(member.get()));
      return Optional.empty();
    }
    double percent = member.get().doubleValue();
    if (!(percent >= 0 && percent <= 100)) {
      wrong("out-of-range", name, "must be from 0 to 100, but is " + describe(member.get()));
      return Optional.empty();
    }
    return Optional.of(percent + 0.0); // -0 is 0
  }

  /** One of {@code names}. */
  Optional<String> oneOf(String name, Optional<String> text, List<String> names) {
    Optional<String> known =
        text.map(given -> given.toLowerCase(Locale.ROOT)).filter(names::contains);
    if (text.isPresent() && known.isEmpty()) {
      wrong(
          "out-of-range",
          name,
          "must be one of %s, but is '%s'".formatted(String.join(", ", names), shown(text.get())));
    }
    return known;
  }
}
