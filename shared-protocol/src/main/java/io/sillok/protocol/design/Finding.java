package io.sillok.protocol.design;

/**
 * A rule that an event definition breaks.
 *
 * @param rule such as {@code number-as-string}
 * @param field the field's path in the event, such as {@code lines.unitPrice}; empty for the event
 *     itself
 * @param pointer where in the schema's JSON, by RFC 6901
 * @param problem what is wrong, and why that matters
 * @param remedy how to mend it
 */
public record Finding(
    String rule, Severity severity, String field, String pointer, String problem, String remedy) {

  /** Whether a definition is refused. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** For people, in one line. */
  @Override
  public String toString() {
    String where = field.isEmpty() ? "" : field + ": ";
    return "%s%s (%s); %s".formatted(where, problem, rule, remedy);
  }
}
