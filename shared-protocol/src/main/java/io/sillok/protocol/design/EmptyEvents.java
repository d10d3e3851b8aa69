package io.sillok.protocol.design;

import io.sillok.protocol.design.Finding.Severity;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** What a stream's events must hold at least. An entity's may be empty: they are about it. */
final class EmptyEvents {

  /** The rule that they break. */
  static final String RULE = EventRule.WHOLE_TRUTH.id();

  private EmptyEvents() {}

  /**
   * @param key the path of the field that is the key; empty if nobody knows
   */
  static Optional<Finding> check(Schema event, Optional<String> key) {
    List<String> fields = event.getFields().stream().map(Schema.Field::name).toList();
    if (Exemptions.covers(event, RULE)) {
      return Optional.empty();
    }
    if (fields.isEmpty()) {
      return Optional.of(
          finding(
              event,
              Severity.ERROR,
              "has no fields: it is a signal without a fact",
              "put into the event what happened to what"));
    }
    return fields.stream().allMatch(field -> isKey(field, key))
        ? Optional.of(
            finding(
                event,
                Severity.WARNING,
                "has nothing but its key, so all that it tells is that it came",
                "put into the event what a reader needs to know; if there is nothing, say so in sillok.exempt"))
        : Optional.empty();
  }

  private static boolean isKey(String field, Optional<String> key) {
    return key.filter(field::equals).isPresent() || Vocabulary.KEYS.contains(Words.last(field));
  }

  private static Finding finding(Schema event, Severity severity, String problem, String remedy) {
    return new Finding(RULE, severity, "", "", event.getName() + " " + problem, remedy);
  }
}
