package io.sillok.protocol.design;

import io.sillok.protocol.design.EventFields.Place;
import io.sillok.protocol.design.Finding.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.Schema;

/** A rule that looks at one field: a type that is wider than the fact, or that loses some of it. */
@SuppressWarnings("ImmutableEnumChecker") // the predicates keep nothing
enum FieldRule {
  NUMBER_AS_STRING(
      "number-as-string",
      "is a number by its name, but a string can hold anything, so each reader has to parse and doubt it",
      "use int, long, or bytes with logicalType big-decimal",
      place -> place.isPlain(Schema.Type.STRING) && isNumber(place.name())),

  BOOLEAN_AS_INT(
      "boolean-as-int",
      "is true or false by its name, but can hold more",
      "use boolean",
      place ->
          (place.isPlain(Schema.Type.INT)
                  || place.isPlain(Schema.Type.LONG)
                  || place.isPlain(Schema.Type.STRING))
              && isBoolean(place.name())),

  TIME_AS_STRING(
      "time-as-string",
      "is a time by its name, but its type does not say in which unit, form or zone",
      "use long with logicalType timestamp-micros, or int with logicalType date",
      place ->
          (place.isPlain(Schema.Type.STRING) && isTime(place.name()))
              || (place.isPlain(Schema.Type.LONG) && isInstant(place.name()))),

  ENUM_AS_STRING(
      "enum-as-string",
      "is one of a few words by its name, but a string can hold any other",
      "use an enum",
      place ->
          place.isPlain(Schema.Type.STRING) && Vocabulary.ENUMS.contains(Words.last(place.name()))),

  NO_FLOATING_MONEY(
      "no-floating-money",
      "is an amount of money by its name, but binary fractions cannot hold 0.10 exactly, so sums drift",
      "use bytes with logicalType big-decimal, or a long of the smallest unit",
      place ->
          (place.isPlain(Schema.Type.DOUBLE) || place.isPlain(Schema.Type.FLOAT))
              && isMoney(place.name()));

  private final String id;
  private final String problem;
  private final String remedy;
  private final Predicate<Place> broken;

  FieldRule(String id, String problem, String remedy, Predicate<Place> broken) {
    this.id = id;
    this.problem = problem;
    this.remedy = remedy;
    this.broken = broken;
  }

  String id() {
    return id;
  }

  /** What {@code place} breaks of this rule, if it does and is not exempt. */
  Optional<Finding> check(Place place) {
    return broken.test(place) && !Exemptions.covers(place.field(), id)
        ? Optional.of(
            new Finding(id, Severity.ERROR, place.path(), place.pointer(), problem, remedy))
        : Optional.empty();
  }

  private static boolean isNumber(String name) {
    return Vocabulary.NUMBERS.contains(Words.last(name));
  }

  private static boolean isBoolean(String name) {
    List<String> words = Words.of(name);
    return (words.size() > 1 && Vocabulary.QUESTIONS.contains(words.getFirst()))
        || Vocabulary.ANSWERS.contains(words.getLast());
  }

  private static boolean isTime(String name) {
    return isInstant(name) || Vocabulary.TIMES.contains(Words.last(name));
  }

  private static boolean isInstant(String name) {
    List<String> words = Words.of(name);
    return (words.size() > 1 && words.getLast().equals("at"))
        || Vocabulary.INSTANTS.contains(words.getLast());
  }

  private static boolean isMoney(String name) {
    Set<String> words = Set.copyOf(Words.of(name));
    return Vocabulary.MONEY.stream().anyMatch(words::contains)
        || Vocabulary.AMOUNTS.contains(Words.last(name));
  }
}
