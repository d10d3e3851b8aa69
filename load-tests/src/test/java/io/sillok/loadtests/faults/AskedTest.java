package io.sillok.loadtests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.loadtests.faults.fault.Fault;
import io.sillok.loadtests.faults.fault.Fault.Need;
import io.sillok.loadtests.faults.fault.Faults;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskedTest {

  @Test
  void all_faults_strike_unless_it_is_said() {
    assertThat(Asked.parse(List.of())).isEqualTo(new Asked(Faults.ALL, false, false, 3));
    assertThat(Faults.ALL).extracting(Fault::name).doesNotHaveDuplicates();
  }

  @Test
  void a_short_run_needs_nothing_but_processes() {
    Asked asked = Asked.parse(List.of("--short"));

    assertThat(asked.quick()).isTrue();
    assertThat(asked.faults()).isNotEmpty().allMatch(fault -> fault.need() == Need.NOTHING);
  }

  @Test
  void faults_strike_in_the_order_in_which_they_are_named() {
    assertThat(Asked.parse(List.of("--only", "pause,kill")).faults())
        .extracting(Fault::name)
        .containsExactly("pause", "kill");
  }

  @Test
  void a_ring_may_have_fewer_servers_where_memory_is_short() {
    assertThat(Asked.parse(List.of("--servers", "1")).servers()).isEqualTo(1);
    assertThatThrownBy(() -> Asked.parse(List.of("--servers", "0")))
        .hasMessageContaining("--servers takes 1 to 5, not '0'");
  }

  @Test
  void a_ring_that_cannot_be_is_refused_with_the_reason() {
    List<String> three = List.of("--servers", "3");

    assertThat(Asked.parse(three, Optional::empty).servers()).isEqualTo(3);
    assertThatThrownBy(() -> Asked.parse(three, () -> Optional.of("It needs root")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--servers 3 cannot be. It needs root");
    assertThatThrownBy(() -> Asked.parse(List.of("--servers", "3", "--short"), Optional::empty))
        .hasMessage("--servers 3 cannot be. --short has one Cassandra only");
    assertThat(Asked.parse(List.of("--short", "--servers", "1"), Optional::empty).servers())
        .isEqualTo(1);
  }

  @Test
  void without_a_ring_that_is_asked_for_nothing_is_tried() {
    assertThat(
            Asked.parse(
                    List.of("--servers", "1"),
                    () -> {
                      throw new AssertionError("No ring is asked for");
                    })
                .servers())
        .isEqualTo(1);
  }

  @Test
  void what_is_not_there_is_refused_with_all_that_is() {
    assertThatThrownBy(() -> Asked.parse(List.of("--only", "flood")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no fault 'flood'")
        .hasMessageContaining("cut-minority");
    assertThatThrownBy(() -> Asked.parse(List.of("--fast"))).hasMessageContaining("'--fast'");
  }
}
