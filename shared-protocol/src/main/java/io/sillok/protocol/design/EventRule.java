package io.sillok.protocol.design;

import io.sillok.protocol.design.Finding.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.Schema;

/** A rule that looks at an event as a whole. */
@SuppressWarnings("ImmutableEnumChecker") // the predicates keep nothing
enum EventRule {
  SINGLE_PURPOSE(
      "single-purpose",
      Severity.ERROR,
      "is several events in one: a field selects among others that may be absent, or most are absent at times, so nobody knows what to expect",
      "declare one event for each purpose, with the fields that it always has",
      EventRule::hasSeveralPurposes),

  WHOLE_TRUTH(
      "whole-truth",
      Severity.ERROR,
      "names what changed, or a place where to look, but not the fact: whoever reads it later sees another truth there",
      "put into the event what a reader needs to know",
      EventRule::isSignal),

  PAST_TENSE(
      "past-tense",
      Severity.WARNING,
      "is not named as something that has happened, so it reads as a command or a thing",
      "name it like order-placed",
      event -> !Words.tellPast(event.getName()));

  private static final int FEW = 2;

  private final String id;
  private final Severity severity;
  private final String problem;
  private final String remedy;
  private final Predicate<Schema> broken;

  EventRule(String id, Severity severity, String problem, String remedy, Predicate<Schema> broken) {
    this.id = id;
    this.severity = severity;
    this.problem = problem;
    this.remedy = remedy;
    this.broken = broken;
  }

  String id() {
    return id;
  }

  /** What {@code event}, a record, breaks of this rule, if it does and is not exempt. */
  Optional<Finding> check(Schema event) {
    return broken.test(event) && !Exemptions.covers(event, id)
        ? Optional.of(new Finding(id, severity, "", "", event.getName() + " " + problem, remedy))
        : Optional.empty();
  }

  private static boolean hasSeveralPurposes(Schema event) {
    List<Schema.Field> fields = event.getFields();
    long optional = fields.stream().filter(EventFields::isOptional).count();
    boolean selects =
        fields.stream()
            .anyMatch(field ->
                Vocabulary.SELECTORS.contains(Words.last(field.name()))
                    && !EventFields.isOptional(field));
    return (selects && optional >= FEW) || (optional > FEW && 2 * optional > fields.size());
  }

  /**
   * Only keys and links; keys alone are a fact, unless all that is told of it is that it changed.
   */
  private static boolean isSignal(Schema event) {
    List<String> words = event.getFields().stream().map(field -> Words.last(field.name())).toList();
    boolean links = words.stream().anyMatch(Vocabulary.LINKS::contains);
    boolean nothingElse =
        !words.isEmpty()
            && words.stream()
                .allMatch(
                    word -> Vocabulary.KEYS.contains(word) || Vocabulary.LINKS.contains(word));
    return nothingElse && (links || tellsOnlyThatItChanged(event.getName()));
  }

  private static boolean tellsOnlyThatItChanged(String name) {
    return Words.of(name).stream().anyMatch(Vocabulary.CHANGES::contains);
  }
}
