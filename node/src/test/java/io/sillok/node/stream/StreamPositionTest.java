package io.sillok.node.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.node.stream.StreamPosition.InvalidPositionException;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class StreamPositionTest {

  @Property
  void a_position_is_read_as_it_was_written(
      @ForAll @Size(max = 40)
          Map<@IntRange(max = 1023) Integer, @LongRange(min = 1) Long> offsets) {
    StreamPosition position = new StreamPosition("cart.item-added", new TreeMap<>(offsets));
    String text = position.text();
    assertThat(text).matches("[A-Za-z0-9_-]+");
    assertThat(StreamPosition.parse("cart.item-added", text)).isEqualTo(position);
    assertThat(StreamPosition.of("cart.item-added", "cart", position.in("cart")))
        .isEqualTo(position);
    assertThatThrownBy(() -> StreamPosition.parse("cart.checked-out", text))
        .isInstanceOf(InvalidPositionException.class)
        .hasMessageContaining("another stream");
  }

  @Property
  void another_text_is_no_position(@ForAll @StringLength(max = 30) String text) {
    assertThatThrownBy(() -> StreamPosition.parse("cart.item-added", text))
        .isInstanceOf(InvalidPositionException.class);
  }

  @Property(tries = 200)
  void the_farther_of_two_positions_skips_and_repeats_nothing(
      @ForAll @Size(max = 8) Map<@IntRange(max = 9) Integer, @LongRange(min = 1) Long> one,
      @ForAll @Size(max = 8) Map<@IntRange(max = 9) Integer, @LongRange(min = 1) Long> other) {
    StreamPosition farther =
        new StreamPosition("s", new TreeMap<>(one))
            .orBehind(new StreamPosition("s", new TreeMap<>(other)));
    for (int partition = 0; partition <= 9; partition++) {
      long expected = Math.max(one.getOrDefault(partition, 0L), other.getOrDefault(partition, 0L));
      assertThat(farther.offsets().getOrDefault(partition, 0L)).isEqualTo(expected);
    }
  }
}
