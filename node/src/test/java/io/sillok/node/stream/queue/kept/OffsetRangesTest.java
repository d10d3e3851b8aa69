package io.sillok.node.stream.queue.kept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Ranges of offsets are what sets of offsets are. */
class OffsetRangesTest {

  @Property
  void ranges_hold_what_was_put_in_and_neither_overlap_nor_touch(
      @ForAll @Size(max = 30) Set<@LongRange(max = 40) Long> one,
      @ForAll @Size(max = 30) Set<@LongRange(max = 40) Long> other) {
    List<OffsetRange> both = OffsetRanges.union(ranges(one), ranges(other));
    Set<Long> expected = new TreeSet<>(one);
    expected.addAll(other);
    assertThat(offsets(both)).isEqualTo(expected);
    for (int index = 1; index < both.size(); index++) {
      assertThat(both.get(index - 1).to()).isLessThan(both.get(index).from());
    }
  }

  @Property
  void a_set_contains_its_offsets_and_no_others(
      @ForAll @Size(max = 30) Set<@LongRange(max = 40) Long> some,
      @ForAll @LongRange(max = 41) long offset) {
    assertThat(OffsetRanges.contains(ranges(some), offset)).isEqualTo(some.contains(offset));
  }

  @Property
  void one_offset_less_is_one_offset_less(
      @ForAll @Size(max = 30) Set<@LongRange(max = 40) Long> some,
      @ForAll @LongRange(max = 41) long offset) {
    Set<Long> expected = new TreeSet<>(some);
    expected.remove(offset);
    assertThat(offsets(OffsetRanges.without(offset, ranges(some)))).isEqualTo(expected);
  }

  @Property
  void what_is_before_an_offset_can_be_left_out(
      @ForAll @Size(max = 30) Set<@LongRange(max = 40) Long> some,
      @ForAll @LongRange(max = 41) long offset) {
    assertThat(offsets(OffsetRanges.from(offset, ranges(some))))
        .isEqualTo(new TreeSet<>(some).tailSet(offset));
  }

  private static List<OffsetRange> ranges(Set<Long> offsets) {
    return OffsetRanges.of(offsets.stream().map(offset -> new OffsetRange(offset, offset + 1)));
  }

  private static Set<Long> offsets(List<OffsetRange> ranges) {
    Set<Long> offsets = new TreeSet<>();
    ranges.forEach(range -> LongStream.range(range.from(), range.to()).forEach(offsets::add));
    return offsets;
  }
}
