package io.sillok.node.stream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.StreamPosition.InvalidPositionException;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsumerPositionTest {

  @Property
  void a_position_is_read_as_it_was_written(
      @ForAll @Size(max = 40) Map<@IntRange(max = 1023) Integer, @LongRange(min = 0) Long> offsets,
      @ForAll @LongRange(min = 1, max = 999_999_999_999L) long generation) {
    var position =
        new ConsumerPosition(new StreamPosition("page-viewed", new TreeMap<>(offsets)), generation);
    String text = position.text();
    assertThat(text).matches("[A-Za-z0-9_.-]+");
    assertThat(ConsumerPosition.parse("page-viewed", text)).isEqualTo(position);
    assertThatThrownBy(() -> ConsumerPosition.parse("other", text))
        .isInstanceOf(InvalidPositionException.class)
        .hasMessageContaining("another stream");
    assertThatThrownBy(() -> ConsumerPosition.parse("page-viewed", position.position().text()))
        .isInstanceOf(InvalidPositionException.class)
        .hasMessageContaining("not of a consumer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".1", "x.1", "2026-01-31T12:00:00.123Z", "AQ.0", "start"})
  void another_text_is_no_position(String text) {
    assertThatThrownBy(() -> ConsumerPosition.parse("page-viewed", text))
        .isInstanceOf(InvalidPositionException.class);
  }
}
