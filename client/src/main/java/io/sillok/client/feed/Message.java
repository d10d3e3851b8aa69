package io.sillok.client.feed;

/**
 * A server-sent event.
 *
 * @param type {@code message} if it names none
 * @param id the last one that was told, by this event or before; empty if none was
 */
public record Message(String type, String id, String data) {

  /** The type of one that names none; an event of a stream. */
  static final String DEFAULT_TYPE = "message";

  private static final String PROBLEM = "problem";

  /** Whether it is why there are no more. */
  boolean isProblem() {
    return type.equals(PROBLEM);
  }

  /** Whether it is an event of a stream, and not word of something else. */
  public boolean isEvent() {
    return type.equals(DEFAULT_TYPE);
  }
}
