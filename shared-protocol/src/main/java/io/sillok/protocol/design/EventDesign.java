package io.sillok.protocol.design;

import io.sillok.protocol.design.Finding.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * Checks event definitions against the rules of event design. They go by the names and types of
 * fields, so they can err: then an {@link Exempt}, or the property {@code sillok.exempt} of the
 * schema, states the reason.
 */
public final class EventDesign {

  private static final String ONE_DEFINITION = "one-definition";

  private EventDesign() {}

  /** The ids of all rules, in order. */
  public static Set<String> rules() {
    Set<String> ids = new TreeSet<>();
    ids.add(ONE_DEFINITION);
    for (FieldRule rule : FieldRule.values()) {
      ids.add(rule.id());
    }
    for (EventRule rule : EventRule.values()) {
      ids.add(rule.id());
    }
    return Collections.unmodifiableSet(ids);
  }

  /** What is wrong with {@code definition}, errors first; empty if nothing is. */
  public static List<Finding> check(Schema definition) {
    if (definition.getType() != Schema.Type.RECORD) {
      return List.of(notOne(definition));
    }
    List<Finding> findings = new ArrayList<>();
    for (EventRule rule : EventRule.values()) {
      rule.check(definition).ifPresent(findings::add);
    }
    Exemptions.check(definition, rules(), "", "").forEach(findings::add);
    for (EventFields.Place place : EventFields.of(definition)) {
      for (FieldRule rule : FieldRule.values()) {
        rule.check(place).ifPresent(findings::add);
      }
      Exemptions.check(place.field(), rules(), place.path(), place.pointer())
          .forEach(findings::add);
    }
    return findings.stream().sorted((a, b) -> a.severity().compareTo(b.severity())).toList();
  }

  /**
   * What is wrong with {@code definition} as the event of a stream, rather than of an entity: there
   * is nobody but itself who tells what it is about.
   *
   * @param key the path of the field that is its key; empty if there is none, or nobody knows
   */
  public static List<Finding> checkDeclared(Schema definition, Optional<String> key) {
    List<Finding> findings = new ArrayList<>(check(definition));
    boolean told = findings.stream().anyMatch(finding -> finding.rule().equals(EmptyEvents.RULE));
    if (!told && definition.getType() == Schema.Type.RECORD) {
      EmptyEvents.check(definition, key).ifPresent(findings::add);
    }
    return findings.stream().sorted((a, b) -> a.severity().compareTo(b.severity())).toList();
  }

  /**
   * What is wrong with {@code definition} as the next version of the event that {@code present}
   * defines: it must be of the same name.
   */
  public static Optional<Finding> checkSame(Schema present, Schema definition) {
    return present.getFullName().equals(definition.getFullName())
        ? Optional.empty()
        : Optional.of(
            new Finding(
                ONE_DEFINITION,
                Severity.ERROR,
                "",
                "/name",
                "%s is another event than %s, which the stream has"
                    .formatted(definition.getFullName(), present.getFullName()),
                "declare a stream of its own for it"));
  }

  private static Finding notOne(Schema definition) {
    return new Finding(
        ONE_DEFINITION,
        Severity.ERROR,
        "",
        "",
        definition.getType() == Schema.Type.UNION
            ? "a union defines several events, so readers of the stream have to tell them apart"
            : "%s defines no event".formatted(definition.getType().getName()),
        "declare one record, and a stream for each event");
  }
}
