package io.sillok.node.stream.filter;

import java.util.Set;
import org.apache.avro.Schema;

/**
 * A value of events by which they are told apart, compiled once, run on many. Thread-safe. What a
 * field may hold decides whether it always has an answer; what only a value decides, such as a
 * division by zero, an index behind a list's end or a text that is no number, it may still fail at.
 */
public final class EventKey {

  private final EventExpression expression;

  private EventKey(EventExpression expression) {
    this.expression = expression;
  }

  /**
   * @param expression in CEL, at most 4,000 characters, of type string, int or bool
   * @param schema the Avro record schema of the stream's events, in its current version
   * @param keyed whether all of the stream's events have a key
   * @throws InvalidFilterException with all that is wrong, each with its line and column; also if
   *     it asks for a field that an event may lack, without a guard
   */
  public static EventKey compile(String expression, Schema schema, boolean keyed) {
    EventExpression compiled = EventExpression.compile(expression, schema, Purpose.KEY);
    compiled.requirePresence(keyed, Set.of());
    return new EventKey(compiled);
  }

  /**
   * A string, a long or a boolean.
   *
   * @throws FilterFailureException if there is none for this event; there is none either when it is
   *     asked again
   */
  public Object of(FilteredEvent event) {
    return expression.evaluate(event);
  }

  /** As it was given. */
  public String expression() {
    return expression.text();
  }
}
