package io.sillok.node.stream.filter;

import java.util.Optional;
import org.apache.avro.Schema;

/** A condition on events, compiled once, run on many. Thread-safe. */
public final class EventFilter {

  private final EventExpression expression;

  private EventFilter(EventExpression expression) {
    this.expression = expression;
  }

  /**
   * @param expression in CEL, at most 4,000 characters, of type bool
   * @param schema the Avro record schema of the stream's events, in its current version
   * @throws InvalidFilterException with all that is wrong, each with its line and column
   */
  public static EventFilter compile(String expression, Schema schema) {
    return new EventFilter(EventExpression.compile(expression, schema, Purpose.CONDITION));
  }

  /** Why {@code expression} is none for events of {@code schema}; nothing if it is one. */
  public static Optional<String> unfit(String expression, Schema schema) {
    try {
      compile(expression, schema);
      return Optional.empty();
    } catch (InvalidFilterException invalid) {
      return Optional.of(String.valueOf(invalid.getMessage()));
    }
  }

  /**
   * @throws FilterFailureException if the condition has no answer for this event; it has none
   *     either when it is asked again
   */
  public boolean test(FilteredEvent event) {
    return (Boolean) expression.evaluate(event);
  }

  /** As it was given. */
  public String expression() {
    return expression.text();
  }
}
