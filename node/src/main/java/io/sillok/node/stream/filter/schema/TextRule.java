package io.sillok.node.stream.filter.schema;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Which texts a value can be. A literal that it can never be is a slip of the pen, and the
 * condition with it would be false for ever.
 */
@FunctionalInterface
public interface TextRule {

  /** Any text. */
  TextRule NONE = literal -> Optional.empty();

  TextRule DATE = written("a date such as 2026-01-31", text -> LocalDate.parse(text).toString());

  TextRule TIME =
      written(
          "a time such as 10:15:00",
          text -> DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.parse(text)));

  TextRule DATE_AND_TIME =
      written(
          "a date and time such as 2026-01-31T10:15:00",
          text -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(LocalDateTime.parse(text)));

  TextRule UNIQUE_ID =
      written(
          "a UUID such as 123e4567-e89b-12d3-a456-426614174000",
          text -> UUID.fromString(text).toString());

  /** Why no value can be {@code literal}, to go on behind the literal; empty if one can. */
  Optional<String> objection(String literal);

  static TextRule oneOf(List<String> symbols) {
    return literal ->
        symbols.contains(literal)
            ? Optional.empty()
            : Optional.of("is none of its values" + Spelling.hint(literal, symbols, "It can be"));
  }

  /**
   * @param canonical of a text; throws if it is none
   */
  private static TextRule written(String what, UnaryOperator<String> canonical) {
    return literal -> {
      try {
        String expected = canonical.apply(literal);
        return expected.equals(literal)
            ? Optional.empty()
            : Optional.of("is never written like this; write \"%s\"".formatted(expected));
      } catch (DateTimeParseException | IllegalArgumentException malformed) {
        return Optional.of("is not " + what);
      }
    };
  }
}
