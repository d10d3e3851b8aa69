package io.sillok.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PartitionerTest {

  private final Partitioner partitioner = new Partitioner(32);

  @Test
  void a_log_is_named_by_what_stands_before_the_first_bar() {
    assertThat(partitioner.log("cart|c-7|x").name()).isEqualTo("cart");
    assertThat(partitioner.log("no type").name()).isEqualTo("default");
    assertThat(partitioner.log("|no type").name()).isEqualTo("default");
    assertThat(partitioner.log("zero\0|1").name()).isEqualTo("default");
  }

  @Test
  void durable_states_have_logs_of_their_own() {
    String id = Partitioner.stateId("cart|c-7");
    assertThat(Partitioner.isState(id)).isTrue();
    assertThat(Partitioner.isState("cart|c-7")).isFalse();
    assertThat(Partitioner.ofStateId(id)).isEqualTo("cart|c-7");
    assertThat(partitioner.log(id).name()).isEqualTo(Partitioner.stateLog("cart"));
    assertThat(partitioner.log(Partitioner.stateId("no type")).name())
        .isEqualTo(Partitioner.stateLog("default"));
    assertThat(Partitioner.isState(partitioner.log(id).name())).isTrue();
  }

  @Property
  void a_durable_state_is_in_the_partition_of_its_entity(@ForAll String id) {
    assertThat(partitioner.log(Partitioner.stateId(id)).partition())
        .isEqualTo(partitioner.partition(Partitioner.stateId(id)))
        .isEqualTo(partitioner.partitionOfSlice(Partitioner.slice(id)));
  }

  @Property
  void the_events_of_a_stream_are_in_the_log_that_their_id_names(
      @ForAll @StringLength(min = 1) String name, @ForAll @IntRange(max = 31) int partition) {
    Assume.that(name.indexOf('\0') < 0);
    LogId log = new LogId(name, partition);
    String id = Partitioner.streamId(log);
    assertThat(Partitioner.isStream(id)).isTrue();
    assertThat(Partitioner.isState(id)).isFalse();
    assertThat(partitioner.log(id)).isEqualTo(log);
    assertThat(partitioner.partition(id)).isEqualTo(partition);
  }

  @Property
  void an_id_that_is_kept_for_streams_names_a_log_exactly_or_is_refused(
      @ForAll("afterPrefix") String rest) {
    String id = Partitioner.STREAM_PREFIX + rest;
    try {
      LogId log = partitioner.log(id);
      assertThat(Partitioner.streamId(log)).isEqualTo(id);
      assertThat(log.partition()).isLessThan(partitioner.partitions());
    } catch (IllegalArgumentException refused) {
      assertThat(rest).doesNotMatch("[a-z]+[|]([0-9]|[12][0-9]|3[01])");
    }
  }

  @Provide
  Arbitrary<String> afterPrefix() {
    Arbitrary<String> made =
        Combinators.combine(
                Arbitraries.of("", "a", "a|b", "view", "0|1", "|"),
                Arbitraries.of("|", "", "||"),
                Arbitraries.oneOf(
                    Arbitraries.integers().between(-2, 1100).map(String::valueOf),
                    Arbitraries.of("01", "", "x", "+1", "99999999999", "1 ")))
            .as((name, bar, partition) -> name + bar + partition);
    return Arbitraries.oneOf(made, Arbitraries.strings().excludeChars('\0'));
  }

  @Test
  void an_id_that_is_kept_for_streams_but_names_no_log_is_refused_with_what_it_must_be() {
    for (String id : List.of("stream@", "stream@|1", "stream@view", "stream@view|32")) {
      assertThatThrownBy(() -> partitioner.log(id))
          .hasMessage(
              "Persistence id %s names no log of a stream: it must be stream@NAME|PARTITION with a"
                  + " partition from 0 to 31",
              id);
      assertThatThrownBy(() -> partitioner.partition(id)).hasMessageContaining(id);
    }
  }

  @Test
  void ids_that_are_kept_for_others_than_entities_are_told_with_the_reason() {
    assertThat(Partitioner.reservation("cart|1")).isEmpty();
    assertThat(Partitioner.reservation("stream|1")).isEmpty();
    assertThat(Partitioner.reservation("state@cart|1"))
        .contains("ids that begin with \"state@\" are kept for durable states");
    assertThat(Partitioner.reservation("stream@cart|1"))
        .contains("ids that begin with \"stream@\" are kept for the events of streams");
  }

  @Property
  void partitions_cover_contiguous_ranges_of_slices(
      @ForAll @IntRange(min = 1, max = Partitioner.SLICES) int partitions) {
    Partitioner any = new Partitioner(partitions);
    int last = 0;
    for (int slice = 0; slice < Partitioner.SLICES; slice++) {
      assertThat(any.partitionOfSlice(slice)).isBetween(last, last + 1);
      last = any.partitionOfSlice(slice);
    }
    assertThat(last).isEqualTo(partitions - 1);
  }

  @Test
  void keys_that_count_upwards_are_spread_evenly_over_partitions() {
    int[] keys = new int[32];
    for (int number = 0; number < 32_000; number++) {
      keys[partitioner.spread("p-" + number)]++;
    }
    assertThat(Arrays.stream(keys)).allMatch(count -> 850 < count && count < 1150);
  }

  @Test
  void where_a_key_is_never_changes() {
    assertThat(List.of("", "p-1", "p-2", "서울", "a longer key, with more to it"))
        .extracting(partitioner::spread)
        .containsExactly(6, 3, 21, 30, 13);
  }

  @Test
  void a_number_of_partitions_out_of_range_is_refused() {
    assertThatThrownBy(() -> new Partitioner(0)).hasMessageContaining("between 1 and 1024");
    assertThatThrownBy(() -> new Partitioner(1025)).hasMessageContaining("1025");
  }
}
