package io.sillok.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.schema.json.InstantText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class InstantTextTest {

  @Property(tries = 2000)
  void an_instant_is_read_as_java_reads_it(@ForAll long seconds, @ForAll int nanos) {
    int years = 31_556_952;
    Instant instant = Instant.ofEpochSecond(seconds % (9000L * years), nanos);
    same(instant.toString());
    same(Instant.ofEpochSecond(instant.getEpochSecond()).toString());
  }

  @Property(tries = 2000)
  void a_text_that_is_nearly_an_instant_is_read_as_java_reads_it(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("2026-01-31T12:34:56.789Z");
    String characters = "0123456789-:.TZtz+ e";
    for (int change = random.nextInt(3); change >= 0; change--) {
      char character = characters.charAt(random.nextInt(characters.length()));
      int index = random.nextInt(text.length());
      switch (random.nextInt(6)) {
        case 0 -> text.insert(index, character);
        case 1 -> text.deleteCharAt(index);
        default -> text.setCharAt(index, character);
      }
    }
    same(text.toString());
  }

  @Test
  void rare_forms_are_read_as_java_reads_them() {
    for (String text :
        List.of(
            "2026-01-31T24:00:00Z",
            "2016-12-31T23:59:60Z",
            "2026-01-31T12:00:00+02:00",
            "2026-01-31t12:00:00z",
            "2024-02-29T00:00:00.1Z",
            "2023-02-29T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "+12345-01-01T00:00:00Z",
            "2026-00-31T12:00:00Z",
            "2026-01-31T12:00:00.Z",
            "2026-01-31T12:00:00.1234567890Z",
            "2026-01-31T12:00:00.999999999Z",
            "2026-01-31T12:00:00:1Z",
            "2026-01-31T12:00Z",
            "٢026-01-31T12:00:00Z",
            "Z",
            "")) {
      same(text);
    }
  }

  private static void same(String text) {
    Instant expected;
    try {
      expected = Instant.parse(text);
    } catch (DateTimeException none) {
      assertThatThrownBy(() -> InstantText.parse(text))
          .as(text)
          .isInstanceOf(DateTimeException.class);
      return;
    }
    assertThat(InstantText.parse(text)).as(text).isEqualTo(expected);
  }
}
