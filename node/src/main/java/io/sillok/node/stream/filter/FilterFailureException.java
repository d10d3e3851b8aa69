package io.sillok.node.stream.filter;

/** An expression that has no value for an event, such as a comparison with what is absent. */
public final class FilterFailureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String expression;
  private final String stream;
  private final int partition;
  private final long offset;
  private final String reason;

  FilterFailureException(String expression, FilteredEvent event, String reason) {
    super(
        "The expression %s has no value for the event of %s at partition %d, offset %d: %s"
            .formatted(expression, event.stream(), event.partition(), event.offset(), reason));
    this.expression = expression;
    stream = event.stream();
    partition = event.partition();
    offset = event.offset();
    this.reason = reason;
  }

  public String expression() {
    return expression;
  }

  public String stream() {
    return stream;
  }

  public int partition() {
    return partition;
  }

  /** Of the event in its partition. */
  public long offset() {
    return offset;
  }

  /** For people: why, and how to mend the expression. */
  public String reason() {
    return reason;
  }
}
