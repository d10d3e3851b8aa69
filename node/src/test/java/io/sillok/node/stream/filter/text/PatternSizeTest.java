package io.sillok.node.stream.filter.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternSizeTest {

  private static final long LIMIT = 1_000_000;

  @Property(tries = 2_000)
  void what_is_found_small_is_small(@ForAll("patterns") String pattern) {
    Assume.that(PatternSize.of(pattern, LIMIT) < 10_000); // others would fill the memory
    assertThat((long) Pattern.compile(pattern).programSize())
        .as(pattern)
        .isLessThanOrEqualTo(2 * PatternSize.of(pattern, LIMIT) + 10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "abc | 3",
        "\\d{4}-\\d{2}-\\d{2} | 10",
        "[]{9}a]{3} | 3",
        "[[:alpha:]{9}]{3} | 3",
        "[\\]{9}]{3} | 3",
        "\\x{1000} | 1",
        "\\{1000} | 6",
        "a{x} | 4",
        "(a{10}){10} | 120",
        "(a{2,}){0,5} | 25",
      })
  void repetitions_are_written_out(String pattern, long size) {
    assertThat(PatternSize.of(pattern, LIMIT)).isEqualTo(size);
  }

  @Test
  void it_stops_at_the_limit() {
    assertThat(PatternSize.of("((a{1000}){1000}){1000}", 500)).isGreaterThanOrEqualTo(500);
  }

  @Provide
  Arbitrary<String> patterns() {
    return patterns(4);
  }

  private static Arbitrary<String> patterns(int depth) {
    Arbitrary<String> plain =
        Arbitraries.of(
            "a",
            "b",
            ".",
            "[a-z]",
            "[^]x]",
            "[[:alpha:]{2}]",
            "\\d",
            "\\x{41}",
            "\\Qa{9}\\E",
            "\\pL",
            "(?:ab)",
            "^",
            "é");
    return depth == 0 ? plain : Arbitraries.oneOf(plain, repeated(depth - 1), joined(depth - 1));
  }

  private static Arbitrary<String> repeated(int depth) {
    return Combinators.combine(
            patterns(depth), Arbitraries.of("*", "+", "?", "{3}", "{0,4}", "{2,}", "{1,2}?"))
        .as((pattern, times) -> "(" + pattern + ")" + times);
  }

  private static Arbitrary<String> joined(int depth) {
    return Combinators.combine(patterns(depth), Arbitraries.of("", "|"), patterns(depth))
        .as((left, by, right) -> left + by + right);
  }
}
