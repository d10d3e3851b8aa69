package io.sillok.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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
  void a_number_of_partitions_out_of_range_is_refused() {
    assertThatThrownBy(() -> new Partitioner(0)).hasMessageContaining("between 1 and 1024");
    assertThatThrownBy(() -> new Partitioner(1025)).hasMessageContaining("1025");
  }
}
