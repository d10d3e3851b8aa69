package io.sillok.client.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.client.event.Position;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CommitsTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Duration LONG = Duration.ofHours(1);

  private final Commits commits = new Commits(3, Duration.ofSeconds(1));

  @Test
  void nothing_is_due_before_anything_is_handled() {
    assertThat(commits.isDue(Long.MAX_VALUE)).isFalse();
    assertThat(commits.dueIn(0, LONG)).isEqualTo(LONG);
    assertThat(commits.pending()).isEmpty();
  }

  @Test
  void so_many_events_are_committed_at_once() {
    commits.handled(new Position("a"), 0);
    commits.handled(new Position("b"), 0);
    assertThat(commits.isDue(0)).isFalse();
    commits.handled(new Position("c"), 0);
    assertThat(commits.isDue(0)).isTrue();
    assertThat(commits.pending()).contains(new Position("c"));
  }

  @Test
  void a_single_event_is_committed_after_a_while_however_many_follow_it() {
    commits.handled(new Position("a"), 10);
    commits.handled(new Position("b"), SECOND);
    assertThat(commits.dueIn(SECOND, LONG)).isEqualTo(Duration.ofNanos(10));
    assertThat(commits.isDue(SECOND)).isFalse();
    assertThat(commits.isDue(SECOND + 10)).isTrue();
    assertThat(commits.dueIn(2 * SECOND, LONG)).isZero();
  }

  @Test
  void after_a_commit_both_counts_begin_again() {
    commits.handled(new Position("a"), 0);
    commits.handled(new Position("b"), 0);
    commits.settled();
    assertThat(commits.pending()).isEmpty();
    commits.handled(new Position("c"), 5 * SECOND);
    assertThat(commits.isDue(5 * SECOND)).isFalse();
    assertThat(commits.isDue(6 * SECOND)).isTrue();
  }

  @Test
  void a_commit_that_failed_stays_pending_and_is_due_again_later() {
    commits.handled(new Position("a"), 0);
    commits.postpone(SECOND);
    assertThat(commits.isDue(SECOND)).isFalse();
    assertThat(commits.isDue(2 * SECOND)).isTrue();
    assertThat(commits.pending()).contains(new Position("a"));
  }
}
