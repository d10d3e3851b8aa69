package io.sillok.node.window.definition;

import java.util.regex.Pattern;

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

  /** Whether {@code stream} is one of those of {@code projection}, in any version. */
  public static boolean isOf(String projection, String stream) {
    String first = Pattern.quote(PREFIX + projection);
    return stream.matches(first + "(-v[0-9]+)?(-late|-rejected)?");
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
