package io.sillok.node.stream.filter.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextSearchTest {

  @Property
  void a_part_of_a_text_is_found(
      @ForAll("texts") String text,
      @ForAll @IntRange(max = 400) int from,
      @ForAll @IntRange(max = 400) int to) {
    int start = Math.min(Math.min(from, to), text.length());
    int end = Math.min(Math.max(from, to), text.length());
    assertThat(TextSearch.contains(text, text.substring(start, end))).isTrue();
  }

  @Property
  void any_text_is_found_where_the_jdk_finds_it(
      @ForAll("texts") String text, @ForAll("texts") String part) {
    assertThat(TextSearch.contains(text, part)).isEqualTo(text.contains(part));
    assertThat(TextSearch.contains(text + part + text, part)).isTrue();
  }

  @Test
  void a_long_part_takes_no_longer_for_what_it_repeats() {
    String text = "a".repeat(1 << 21);
    assertThat(TextSearch.contains(text, "a".repeat(1 << 20) + "b")).isFalse();
    assertThat(TextSearch.contains(text + "b", "a".repeat(1 << 20) + "b")).isTrue();
  }

  /** Of few letters, so that much of them nearly fits. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars('a', 'b').ofMaxLength(400);
  }
}
