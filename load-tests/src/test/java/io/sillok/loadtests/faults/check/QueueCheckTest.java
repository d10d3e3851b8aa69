package io.sillok.loadtests.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.faults.check.QueueCheck.Dead;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueCheckTest {

  private static final String REASON = "Nobody can do it";
  private static final LoggedEvent DOABLE = event(0, 1);
  private static final LoggedEvent HOPELESS = event(1, 97);

  @Test
  void what_is_done_or_dead_for_its_reason_is_right() {
    assertThat(check(Set.of(DOABLE.place()), 0, dead(HOPELESS)).holds()).isTrue();
  }

  @Test
  void an_item_that_is_lost_is_found() {
    assertThat(check(Set.of(), 0, dead(HOPELESS)).violations())
        .containsExactly("e-1 at 2/0 was never done, and is not a dead letter");
  }

  @Test
  void an_item_that_is_dead_and_could_be_done_is_found() {
    assertThat(check(Set.of(), 0, dead(DOABLE), dead(HOPELESS)).holds()).isFalse();
  }

  @Test
  void a_dead_letter_without_its_reason_is_found() {
    Dead otherwise = new Dead(HOPELESS.place(), 1, "attempts are over");
    Dead ofNobody = new Dead(HOPELESS.place(), 0, REASON);

    assertThat(check(Set.of(DOABLE.place()), 0, otherwise).holds()).isFalse();
    assertThat(check(Set.of(DOABLE.place()), 0, ofNobody).holds()).isFalse();
  }

  @Test
  void a_dead_letter_that_is_there_twice_is_found() {
    assertThat(check(Set.of(DOABLE.place()), 0, dead(HOPELESS), dead(HOPELESS)).violations())
        .containsExactly("2/1 is a dead letter twice");
  }

  @Test
  void a_dead_letter_of_no_event_is_found() {
    Finding finding = check(Set.of(DOABLE.place()), 0, dead(HOPELESS), dead(event(9, 97)));

    assertThat(finding.violations()).containsExactly("2/9 is a dead letter, and no event");
  }

  @Test
  void a_dead_letter_that_is_lost_is_found() {
    assertThat(check(Set.of(DOABLE.place()), 0).holds()).isFalse();
  }

  @Test
  void items_that_are_left_are_found() {
    assertThat(check(Set.of(DOABLE.place()), 3, dead(HOPELESS)).violations())
        .containsExactly("3 items are not settled");
  }

  private static Finding check(Set<Place> done, long left, Dead... dead) {
    return QueueCheck.of(
        List.of(DOABLE, HOPELESS),
        done,
        List.of(dead),
        event -> event.number() % 97 == 0,
        REASON,
        left,
        2);
  }

  private static Dead dead(LoggedEvent event) {
    return new Dead(event.place(), 2, REASON);
  }

  private static LoggedEvent event(long offset, long number) {
    return new LoggedEvent(2, offset, "e-" + number, "p-1", 0, number);
  }
}
