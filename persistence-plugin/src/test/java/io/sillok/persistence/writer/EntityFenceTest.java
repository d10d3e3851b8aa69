package io.sillok.persistence.writer;

import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.writer.EntityFence.Look;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityFenceTest {

  private final EntityFence fence = new EntityFence(2);

  @Test
  void remembers_the_entities_that_were_written_last() {
    fence.learn("cart|1", 1, "");
    fence.learn("cart|2", 1, "");
    fence.learn("cart|3", 1, "");
    assertThat(fence.knows("cart|1")).isFalse();
    assertThat(fence.knows("cart|3")).isTrue();
  }

  @Test
  void what_was_heard_during_a_look_counts_even_if_it_was_forgotten_meanwhile() {
    Look look = fence.look("cart|1");
    fence.learn("cart|1", 7, "another");
    fence.learn("cart|2", 1, "");
    fence.learn("cart|3", 1, "");

    assertThat(fence.found(look, 5)).isTrue();

    assertThatThrownBy(() -> fence.admit(List.of(event("cart|1", 6))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("event 7 stands already");
    assertThat(fence.admit(List.of(event("cart|1", 8)))).hasSize(1);
  }

  @Test
  void what_was_admitted_during_a_look_counts_too() {
    fence.learn("cart|1", 5, "");
    Look look = fence.look("cart|1");
    fence.admit(List.of(event("cart|1", 6)));
    fence.learn("cart|2", 1, "");
    fence.learn("cart|3", 1, "");

    assertThat(fence.found(look, 5)).isTrue();

    List<LoggedEvent> chained = fence.admit(List.of(event("cart|1", 9)));
    assertThat(chained.getFirst().previousSequenceNumber()).isEqualTo(6);
  }

  @Test
  void what_another_process_wrote_tells_nothing_of_an_entity_that_was_forgotten() {
    fence.learn("cart|1", 1, "");
    fence.hear(event("cart|1", 2));
    fence.admit(List.of(event("cart|1", 3)));
    fence.learn("cart|2", 1, "");
    fence.learn("cart|3", 1, "");

    fence.hear(event("cart|1", 2));

    assertThat(fence.knows("cart|1")).isFalse();
  }

  @Test
  void a_look_is_outdated_when_the_log_was_opened_again_or_a_write_has_failed() {
    Look first = fence.look("cart|1");
    fence.forgetAll();
    Look second = fence.look("cart|1");
    fence.forget("cart|1");

    assertThat(fence.found(first, 5)).isFalse();
    assertThat(fence.found(second, 5)).isFalse();
    assertThat(fence.knows("cart|1")).isFalse();
  }
}
