package io.sillok.node.window.definition;

/**
 * A version of a projection; each has streams of its own.
 *
 * @param number from 1
 */
public record ProjectionVersion(String projection, int number) {

  /** What names of streams of projections begin with; others have none like that. */
  public static final String PREFIX = "projection-";

  /** Whether {@code stream} has a name that only those of projections have. */
  public static boolean isStream(String stream) {
    return stream.startsWith(PREFIX);
  }

  /** The stream of its results. */
  public String results() {
    return PREFIX + projection + (number == 1 ? "" : "-v" + number);
  }

  /** The stream of events that were too late for a window, one for each such pair. */
  public String late() {
    return results() + "-late";
  }

  /** The stream of events and results that are none. */
  public String rejected() {
    return results() + "-rejected";
  }

  @Override
  public String toString() {
    return "%s (version %d)".formatted(projection, number);
  }
}
