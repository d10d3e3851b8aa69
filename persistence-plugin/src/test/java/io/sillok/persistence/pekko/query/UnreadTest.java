package io.sillok.persistence.pekko.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.LogId;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadTest {

  private static final LogId A = new LogId("a", 0);
  private static final LogId B = new LogId("b", 0);
  private static final LogId C = new LogId("c", 0);

  private final Unread unread = new Unread();

  @Test
  void a_log_that_was_told_of_is_read_up_to_the_head_that_was_told() {
    unread.tell(A, 5);
    unread.tell(A, 3);
    assertThat(unread.take(Position.start(), 9)).containsExactly(A);
    unread.read(A, 4);
    assertThat(unread.take(Position.start().with(A, 4), 9)).containsExactly(A);
    unread.read(A, 5);
    assertThat(unread.take(Position.start().with(A, 5), 9)).isEmpty();
  }

  @Test
  void a_log_that_was_read_further_already_is_not_read_again() {
    unread.tell(A, 5);
    assertThat(unread.take(Position.start().with(A, 5), 9)).isEmpty();
    assertThat(unread.take(Position.start(), 9)).isEmpty();
  }

  @Test
  void a_log_that_shows_nothing_is_not_read_until_it_is_told_of_again() {
    unread.tell(A, 5);
    assertThat(unread.take(Position.start(), 9)).containsExactly(A);
    assertThat(unread.exhausted(A)).as("what was told").isEqualTo(5);
    assertThat(unread.take(Position.start(), 9)).isEmpty();
    assertThat(unread.exhausted(B)).isZero();
    unread.tell(A, 5);
    assertThat(unread.take(Position.start(), 9)).containsExactly(A);
  }

  @Test
  void what_is_told_while_a_log_is_read_is_not_lost() {
    unread.tell(A, 3);
    assertThat(unread.take(Position.start(), 9)).containsExactly(A);
    unread.tell(A, 5);
    unread.exhausted(A);
    assertThat(unread.take(Position.start(), 9)).containsExactly(A);
  }

  @Test
  void logs_that_have_much_leave_the_others_their_turns() {
    for (LogId log : List.of(A, B, C)) {
      unread.tell(log, 99);
      assertThat(unread.take(Position.start(), 9)).endsWith(log);
    }
    assertThat(unread.take(Position.start(), 2)).containsExactly(A, B);
    unread.read(A, 10);
    unread.read(B, 10);
    assertThat(unread.take(Position.start(), 2)).containsExactly(C, A);
  }
}
