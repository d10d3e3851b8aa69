package io.sillok.node.processor.kept;

/**
 * Work that somebody has begun, and that has not ended in order yet.
 *
 * @param offset of the event that its rules were about to take by itself; -1 if there was none
 * @param attempts so many nodes were about to take it
 * @param node the last one of those; empty if there was none
 */
public record Underway(long offset, int attempts, String node) {

  /** The rules are at no event. */
  public static final long NONE = -1;

  static final Underway BEGUN = new Underway(NONE, 0, "");

  /** With one attempt more, unless the same node makes it again. */
  Underway attempted(long next, String by) {
    if (next == NONE) {
      return BEGUN;
    }
    if (next != offset) {
      return new Underway(next, 1, by);
    }
    return node.equals(by) ? this : new Underway(next, attempts + 1, by);
  }

  /**
   * How many nodes but {@code present} were about to take the event, and came to no end with it.
   */
  public int ended(long event, String present) {
    if (event != offset) {
      return 0;
    }
    return node.equals(present) ? attempts - 1 : attempts;
  }
}
