package io.sillok.protocol.design;

import io.sillok.protocol.design.Finding.Severity;
import java.lang.reflect.AnnotatedElement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;

/** Exemptions as schemas have them: an object of reasons by rule. */
public final class Exemptions {

  /** The property of a record or field that holds them. */
  public static final String PROPERTY = "sillok.exempt";

  private Exemptions() {}

  /** Puts what {@code element} is annotated with into {@code schema}, a schema or a field. */
  public static void copy(AnnotatedElement element, JsonProperties schema) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Exempt exempt : element.getAnnotationsByType(Exempt.class)) {
      reasons.put(exempt.rule(), exempt.reason());
    }
    if (!reasons.isEmpty()) {
      schema.addProp(PROPERTY, reasons);
    }
  }

  /** Whether {@code schema} is exempt from {@code rule}, with a reason. */
  static boolean covers(JsonProperties schema, String rule) {
    return schema.getObjectProp(PROPERTY) instanceof Map<?, ?> reasons
        && reasons.get(rule) instanceof String reason
        && !reason.isBlank();
  }

  /** What is wrong with the exemptions of {@code schema} themselves. */
  static Stream<Finding> check(
      JsonProperties schema, Set<String> rules, String field, String pointer) {
    Object given = schema.getObjectProp(PROPERTY);
    if (given == null) {
      return Stream.empty();
    }
    if (!(given instanceof Map<?, ?> reasons)) {
      return Stream.of(finding(field, pointer, "is not an object of reasons by rule"));
    }
    return reasons.entrySet().stream()
        .flatMap(entry -> {
          if (!rules.contains(String.valueOf(entry.getKey()))) {
            return Stream.of(
                finding(field, pointer, "names '%s', which is no rule".formatted(entry.getKey())));
          }
          return entry.getValue() instanceof String reason && !reason.isBlank()
              ? Stream.empty()
              : Stream.of(
                  finding(field, pointer, "gives no reason for '%s'".formatted(entry.getKey())));
        });
  }

  private static Finding finding(String field, String pointer, String problem) {
    return new Finding(
        "exemption",
        Severity.ERROR,
        field,
        pointer + "/" + PROPERTY,
        "the exemption %s".formatted(problem),
        "write {\"%s\": {\"a-rule\": \"the reason\"}}".formatted(PROPERTY));
  }
}
