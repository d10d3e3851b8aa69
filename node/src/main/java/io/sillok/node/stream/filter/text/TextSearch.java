package io.sillok.node.stream.filter.text;

/** Finds a text in another, in time that grows with their lengths and not with their product. */
public final class TextSearch {

  /** The JDK compares at each place anew, which costs little as long as this is all it compares. */
  private static final int SHORT = 32;

  private TextSearch() {}

  public static boolean contains(String text, String part) {
    return part.length() <= SHORT ? text.contains(part) : search(text, part);
  }

  /** Knuth, Morris and Pratt's. */
  private static boolean search(String text, String part) {
    int[] borders = borders(part);
    int matched = 0;
    for (int index = 0; index < text.length(); index++) {
      while (matched > 0 && part.charAt(matched) != text.charAt(index)) {
        matched = borders[matched - 1];
      }
      if (part.charAt(matched) == text.charAt(index)) {
        matched++;
      }
      if (matched == part.length()) {
        return true;
      }
    }
    return false;
  }

  /** For each prefix of {@code part}, the longest proper prefix of it that it also ends with. */
  private static int[] borders(String part) {
    int[] borders = new int[part.length()];
    int matched = 0;
    for (int index = 1; index < part.length(); index++) {
      while (matched > 0 && part.charAt(matched) != part.charAt(index)) {
        matched = borders[matched - 1];
      }
      if (part.charAt(matched) == part.charAt(index)) {
        matched++;
      }
      borders[index] = matched;
    }
    return borders;
  }
}
