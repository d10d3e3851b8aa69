package io.sillok.protocol.schema.declared;

/** A schema is malformed, or declares what events cannot keep. */
public final class InvalidSchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String reason;

  public InvalidSchemaException(String pointer, String reason) {
    super(pointer.isEmpty() ? reason : "%s (at %s)".formatted(reason, pointer));
    this.pointer = pointer;
    this.reason = reason;
  }

  /** Where in the schema's JSON, by RFC 6901; empty for the schema itself. */
  public String pointer() {
    return pointer;
  }

  /** What is wrong there, and what to do. */
  public String reason() {
    return reason;
  }
}
