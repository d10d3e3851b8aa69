package io.sillok.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.sillok.client.failure.Problem;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.failure.SillokException;
import io.sillok.client.failure.UnreachableException;
import io.sillok.client.http.Outcome.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RetriesTest {

  private static final Backoff SECONDS = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8));
  private static final Failure<?> LOST =
      new Failure<>(UnreachableException.lost("test", null), true, Duration.ZERO);

  @Test
  void another_node_is_asked_at_once_and_only_when_all_failed_there_is_a_wait() {
    Retries retries = retries(3, Duration.ofMinutes(1));
    assertThat(retries.waitAfter(LOST)).isZero();
    assertThat(retries.waitAfter(LOST)).isZero();
    assertThat(retries.waitAfter(LOST)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(retries.waitAfter(LOST)).isZero();
    assertThat(retries.waitAfter(LOST)).isZero();
    assertThat(retries.waitAfter(LOST)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void what_any_node_would_say_is_waited_for_as_long_as_asked_and_a_little_more() {
    Retries retries = retries(3, Duration.ofMinutes(1));
    assertThat(retries.waitAfter(problem(429, Duration.ofSeconds(7))))
        .isBetween(Duration.ofMillis(7_500), Duration.ofSeconds(8));
  }

  @Test
  void what_cannot_be_helped_is_thrown_at_once() {
    Failure<?> refused = problem(404, Duration.ZERO);
    Retries retries = retries(3, Duration.ofMinutes(1));
    assertThatThrownBy(() -> retries.waitAfter(refused)).isSameAs(refused.reason());
  }

  @Test
  void a_wait_beyond_the_deadline_is_not_begun() {
    Failure<?> saturated = problem(503, Duration.ofSeconds(90));
    Retries retries = retries(1, Duration.ofMinutes(1));
    assertThatThrownBy(() -> retries.waitAfter(saturated)).isSameAs(saturated.reason());
  }

  @Test
  void nothing_is_tried_when_the_deadline_is_over() {
    Retries retries = retries(2, Duration.ZERO);
    assertThatThrownBy(() -> retries.waitAfter(LOST)).isSameAs(LOST.reason());
  }

  private static Retries retries(int nodes, Duration time) {
    return new Retries(nodes, SECONDS, Deadline.in(time), new Random(1));
  }

  private static Failure<?> problem(int status, Duration pause) {
    SillokException reason =
        ProblemException.of(Problem.of(status, MissingNode.getInstance(), Optional.of(pause)));
    return new Failure<>(reason, false, pause);
  }
}
