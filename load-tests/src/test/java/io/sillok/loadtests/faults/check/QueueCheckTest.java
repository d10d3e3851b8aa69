package io.sillok.loadtests.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueCheckTest {

  private static final LoggedEvent DOABLE = event(0, 1);
  private static final LoggedEvent HOPELESS = event(1, 97);

  @Test
  void what_is_done_or_dead_for_its_reason_is_right() {
    assertThat(check(Set.of(DOABLE.place()), Set.of(HOPELESS.place()), 0).holds()).isTrue();
  }

  @Test
  void an_item_that_is_lost_is_found() {
    assertThat(check(Set.of(), Set.of(HOPELESS.place()), 0).violations())
        .containsExactly("e-1 at 2/0 was never done, and is not a dead letter");
  }

  @Test
  void an_item_that_is_dead_without_reason_is_found() {
    assertThat(check(Set.of(), Set.of(DOABLE.place(), HOPELESS.place()), 0).holds()).isFalse();
  }

  @Test
  void a_dead_letter_that_is_lost_is_found() {
    assertThat(check(Set.of(DOABLE.place()), Set.of(), 0).holds()).isFalse();
  }

  @Test
  void items_that_are_left_are_found() {
    assertThat(check(Set.of(DOABLE.place()), Set.of(HOPELESS.place()), 3).violations())
        .containsExactly("3 items are not settled");
  }

  private static Finding check(Set<Place> done, Set<Place> dead, long left) {
    return QueueCheck.of(
        List.of(DOABLE, HOPELESS), done, dead, event -> event.number() % 97 == 0, left, 2);
  }

  private static LoggedEvent event(long offset, long number) {
    return new LoggedEvent(2, offset, "e-" + number, "p-1", 0, number);
  }
}
