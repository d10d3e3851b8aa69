package io.sillok.loadtests;

import java.util.List;
import java.util.Set;

/**
 * What is asked for on the command line.
 *
 * @param name of a comparison
 * @param rounds how often each contender's turn comes
 * @param shape a part of the shapes' names that are measured; empty for all
 */
record Arguments(String name, int rounds, String shape) {

  static final int DEFAULT_ROUNDS = 3;

  private static final int MOST_WORDS = 3;

  /**
   * Reads {@code NAME [ROUNDS [SHAPE]]}.
   *
   * @throws IllegalArgumentException if there is no such comparison, no such number, or more than
   *     that
   */
  static Arguments parse(List<String> words, Set<String> names) {
    if (words.isEmpty() || !names.contains(words.getFirst())) {
      throw new IllegalArgumentException(
          (words.isEmpty() ? "" : "There is no comparison %s. ".formatted(words.getFirst()))
              + "Usage: load-tests/run [--quick] NAME [ROUNDS [SHAPE]], where NAME is one of "
              + String.join(", ", names));
    }
    if (words.size() > MOST_WORDS) {
      throw new IllegalArgumentException(
          "'%s' is one word too many; a SHAPE of several words is in quotes"
              .formatted(words.get(MOST_WORDS)));
    }
    return new Arguments(
        words.getFirst(),
        words.size() > 1 ? rounds(words.get(1)) : DEFAULT_ROUNDS,
        words.size() > 2 ? words.get(2) : "");
  }

  private static int rounds(String word) {
    if (!word.matches("[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException(
          "ROUNDS must be a whole number from 1 to 9999, but is %s".formatted(word));
    }
    return Integer.parseInt(word);
  }

  /**
   * Those of {@code shapes} that are asked for.
   *
   * @throws IllegalArgumentException if none is
   */
  List<String> chosen(List<String> shapes) {
    List<String> chosen =
        shapes.contains(shape)
            ? List.of(shape)
            : shapes.stream().filter(each -> each.contains(shape)).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "No shape of %s has %s in its name; there are: %s"
              .formatted(name, shape, String.join("; ", shapes)));
    }
    return chosen;
  }
}
