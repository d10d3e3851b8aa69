package io.sillok.node.processor.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.processor.kept.StreamHeads;
import io.sillok.node.stream.StreamPosition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class StandingHeadsTest {

  private final StandingHeads heads =
      new StandingHeads(List.of(new StreamHeads("out", List.of(5L, 0L, 7L))));

  private static StreamPosition position(Map<Integer, Long> offsets) {
    return new StreamPosition("out", new TreeMap<>(offsets));
  }

  private long from(int partition) {
    return heads.of("out").offsets().getOrDefault(partition, 0L);
  }

  @Test
  void what_was_kept_counts_from_the_beginning() {
    assertThat(from(0)).isEqualTo(5);
    assertThat(from(1)).isZero();
    assertThat(from(2)).isEqualTo(7);
    assertThat(heads.of("another")).isEqualTo(StreamPosition.start("another"));
  }

  @Test
  void what_was_seen_counts_once_a_later_record_stands() {
    heads.see(List.of(position(Map.of(0, 9L, 2, 6L))));
    assertThat(from(0)).isEqualTo(5);
    assertThat(heads.toKeep()).containsExactly(new StreamHeads("out", List.of(9L, 0L, 7L)));
    heads.confirm();
    assertThat(from(0)).isEqualTo(9);
    assertThat(from(2)).as("never goes back").isEqualTo(7);
  }

  @Test
  void what_was_seen_in_doubt_never_counts() {
    heads.see(List.of(position(Map.of(0, 9L))));
    heads.forget();
    heads.confirm();
    assertThat(from(0)).isEqualTo(5);
    assertThat(heads.toKeep()).containsExactly(new StreamHeads("out", List.of(5L, 0L, 7L)));
  }
}
