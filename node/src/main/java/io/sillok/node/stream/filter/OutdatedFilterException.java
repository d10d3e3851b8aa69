package io.sillok.node.stream.filter;

import org.apache.avro.Schema;

/** A filter that fitted its stream once, but not the definition that the stream has now. */
public final class OutdatedFilterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String stream;
  private final String expression;
  private final String reason;

  private OutdatedFilterException(
      String stream, String expression, InvalidFilterException invalid) {
    super(
        "The filter %s does not fit the definition that stream %s has now: %s"
            .formatted(expression, stream, invalid.getMessage()),
        invalid);
    this.stream = stream;
    this.expression = expression;
    this.reason = String.valueOf(invalid.getMessage());
  }

  /**
   * The filter {@code expression}, which is known to be one.
   *
   * @param schema of {@code stream} now
   * @throws OutdatedFilterException if it does not fit that any more
   */
  public static EventFilter compile(String expression, String stream, Schema schema) {
    try {
      return EventFilter.compile(expression, schema);
    } catch (InvalidFilterException invalid) {
      throw new OutdatedFilterException(stream, expression, invalid);
    }
  }

  public String stream() {
    return stream;
  }

  public String expression() {
    return expression;
  }

  /** For people: what does not fit. */
  public String reason() {
    return reason;
  }
}
