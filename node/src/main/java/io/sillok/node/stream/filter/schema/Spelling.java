package io.sillok.node.stream.filter.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what was probably meant. */
public final class Spelling {

  private static final int MOST_LISTED = 20;

  private Spelling() {}

  /** The candidate that is spelled most like {@code word}, if one is. */
  public static Optional<String> closest(String word, Collection<String> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(candidate -> distance(word, candidate) <= 1 + word.length() / 4);
  }

  /**
   * Goes on behind a statement that {@code word} is none of the candidates.
   *
   * @param lead to the candidates, such as "It has"
   */
  public static String hint(String word, Collection<String> candidates, String lead) {
    return closest(word, candidates).map("; did you mean %s? "::formatted).orElse(". ")
        + lead
        + " "
        + listing(candidates);
  }

  private static String listing(Collection<String> names) {
    String listed = names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    return names.size() > MOST_LISTED
        ? "%s and %d more".formatted(listed, names.size() - MOST_LISTED)
        : listed;
  }

  /** Edits between the words, whatever their case; two swapped neighbours are one edit. */
  private static int distance(String from, String to) {
    String left = from.toLowerCase(Locale.ROOT);
    String right = to.toLowerCase(Locale.ROOT);
    int[][] edits = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : edits(edits, left, right, i, j);
      }
    }
    return edits[left.length()][right.length()];
  }

  private static int edits(int[][] edits, String left, String right, int i, int j) {
    boolean same = left.charAt(i - 1) == right.charAt(j - 1);
    int fewest =
        Math.min(
            edits[i - 1][j - 1] + (same ? 0 : 1), Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
  }
}
