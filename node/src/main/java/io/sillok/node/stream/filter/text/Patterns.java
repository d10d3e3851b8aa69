package io.sillok.node.stream.filter.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The regular expressions of an expression, compiled once. They are RE2: matching takes time in
 * proportion to the text and to the size of the pattern, whatever both are.
 */
public final class Patterns {

  /** RE2's measure; a pattern of plain characters has about one a character. */
  private static final int LARGEST = 1_000;

  private static final String TOO_LARGE =
      "has more than %d parts once its repetitions are written out; repeat less in it"
          .formatted(LARGEST);

  private final Map<String, Pattern> patterns = new HashMap<>();
  private final Map<Long, Integer> sizes = new HashMap<>();

  /**
   * Adds a pattern; says why, to go on behind the pattern, if it cannot be used.
   *
   * @param matched the id of the expression that is matched with it
   */
  public Optional<String> add(String text, long matched) {
    if (PatternSize.of(text, LARGEST + 1) > LARGEST) {
      return Optional.of(TOO_LARGE);
    }
    try {
      Pattern pattern = Pattern.compile(text);
      if (pattern.programSize() > LARGEST) {
        return Optional.of(TOO_LARGE);
      }
      patterns.put(text, pattern);
      sizes.put(matched, pattern.programSize());
      return Optional.empty();
    } catch (PatternSyntaxException malformed) {
      return Optional.of("is no regular expression: " + malformed.getDescription());
    }
  }

  /** Whether the pattern is found anywhere in the text. */
  public boolean matches(String text, String pattern) {
    Pattern known = patterns.get(pattern);
    if (known == null) {
      throw new IllegalArgumentException("The pattern of matches must be a literal");
    }
    return known.matcher(text).find();
  }

  /** The size of the pattern that the value of the expression {@code id} is matched with, or 0. */
  public int sizeFor(long id) {
    return sizes.isEmpty() ? 0 : sizes.getOrDefault(id, 0);
  }
}
