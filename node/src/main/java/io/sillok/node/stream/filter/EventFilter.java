package io.sillok.node.stream.filter;

import dev.cel.common.types.SimpleType;
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
    return new EventFilter(EventExpression.compile(expression, schema, SimpleType.BOOL));
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
