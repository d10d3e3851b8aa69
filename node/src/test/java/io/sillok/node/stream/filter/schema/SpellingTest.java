package io.sillok.node.stream.filter.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  private static final List<String> WORDS = List.of("amount", "placedAt", "id", "discountCode");

  @ParameterizedTest
  @CsvSource({
    "amont, amount",
    "amuont, amount",
    "AMOUNT, amount",
    "amounts, amount",
    "placed_at, placedAt",
    "ids, id",
    "discuontCoed, discountCode"
  })
  void a_slip_of_the_pen_is_found(String written, String meant) {
    assertThat(Spelling.closest(written, WORDS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"customer", "mount15", "code", "a"})
  void another_word_is_not(String written) {
    assertThat(Spelling.closest(written, List.of("amount", "placedAt", "discountCode"))).isEmpty();
  }

  @Test
  void a_hint_lists_what_there_is() {
    assertThat(Spelling.hint("amont", WORDS, "It has"))
        .isEqualTo("; did you mean amount? It has amount, placedAt, id, discountCode");
    assertThat(Spelling.hint("customer", WORDS, "It has"))
        .isEqualTo(". It has amount, placedAt, id, discountCode");
    assertThat(Spelling.hint("customer", Collections.nCopies(23, "x"), "It has"))
        .endsWith("x, x and 3 more");
  }
}
