package io.sillok.persistence.pekko.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.LogId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.pekko.persistence.query.Offset;
import org.junit.jupiter.api.Test;

class PositionTest {

  private static final LogId CART = new LogId("cart", 3);
  private static final LogId ORDER = new LogId("order", 0);

  private final PositionSerializer serializer = new PositionSerializer();

  @Test
  void a_position_moves_in_one_log_and_leaves_the_earlier_one_as_it_was() {
    Position before = Position.start().with(CART, 7);
    Position after = before.with(ORDER, 2).with(CART, 8);
    assertThat(before.next(CART)).isEqualTo(7);
    assertThat(before.next(ORDER)).isZero();
    assertThat(after.offsets()).containsOnly(Map.entry(CART, 8L), Map.entry(ORDER, 2L));
    assertThat(after).hasToString("cart/3@8,order/0@2").isNotEqualTo(before);
    assertThat(Position.of(after.offsets())).isEqualTo(after).hasSameHashCodeAs(after);
  }

  @Test
  void the_start_of_a_log_is_no_part_of_a_position() {
    assertThat(Position.start().with(CART, 7).with(CART, 0)).isEqualTo(Position.start());
    assertThatThrownBy(() -> Position.start().with(CART, -1))
        .hasMessage("The next offset of log cart/3 must be at least 0, but is -1");
  }

  @Test
  void a_query_begins_with_a_position_or_with_no_offset() {
    Position position = Position.start().with(CART, 7);
    assertThat(Position.from(position)).isSameAs(position);
    assertThat(Position.from(Offset.noOffset())).isEqualTo(Position.start());
    for (Offset foreign : List.of(new LogOffset(CART, 7), Offset.sequence(7))) {
      assertThatThrownBy(() -> Position.from(foreign))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("NoOffset or with the Position of an earlier event")
          .hasMessageContaining(foreign.toString());
    }
  }

  @Property
  void any_position_survives_serialization(
      @ForAll @Size(max = 40) List<@IntRange(max = 1023) Integer> partitions,
      @ForAll @Size(max = 40) List<@IntRange(min = 1) Integer> offsets) {
    Map<LogId, Long> logs = new HashMap<>();
    for (int index = 0; index < Math.min(partitions.size(), offsets.size()); index++) {
      String name = index % 3 == 0 ? "장바구니" : "cart" + index % 3;
      logs.put(new LogId(name, partitions.get(index)), (long) offsets.get(index) << 20);
    }
    Position position = Position.of(logs);
    byte[] bytes = serializer.toBinary(position);
    assertThat(serializer.fromBinary(bytes, serializer.manifest(position))).isEqualTo(position);
    assertThat(position.offsets()).isEqualTo(logs);
  }

  @Test
  void an_unknown_version_is_refused() {
    byte[] bytes = serializer.toBinary(Position.start());
    assertThatThrownBy(() -> serializer.fromBinary(bytes, "2"))
        .hasMessage("A position has manifest 1, but is \"2\"");
    assertThatThrownBy(() -> serializer.toBinary("cart")).hasMessageContaining("Not a position");
  }
}
