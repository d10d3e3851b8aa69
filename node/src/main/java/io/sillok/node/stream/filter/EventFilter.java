package io.sillok.node.stream.filter;

import java.util.Optional;
import java.util.Set;
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

  /**
   * As {@link #compile}, for events that all have a key.
   *
   * @param present paths that are known to be there, such as {@code data.values}
   * @throws InvalidFilterException also if it asks for a field that an event may lack, without a
   *     guard
   */
  public static EventFilter compile(String expression, Schema schema, Set<String> present) {
    EventExpression compiled = EventExpression.compile(expression, schema, Purpose.CONDITION);
    compiled.requirePresence(true, present);
    return new EventFilter(compiled);
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
