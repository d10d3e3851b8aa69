package io.sillok.node.cli.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.append.Attempts.StoppedException;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.NodeClient.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AttemptsTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final List<String> waited = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 502, 503, 504})
  void what_may_succeed_later_is_asked_again(int status) {
    Deque<Answer> answers = new ArrayDeque<>(List.of(answer(status), answer(status), answer(200)));
    assertThat(attempts(LONG).ask(answers::removeFirst).status()).isEqualTo(200);
    assertThat(waited).hasSize(2);
    assertThat(waited.getFirst()).contains("status " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 207, 400, 404, 409, 410, 413, 422, 500})
  void what_will_be_answered_the_same_again_is_not(int status) {
    Deque<Answer> answers = new ArrayDeque<>(List.of(answer(status)));
    assertThat(attempts(LONG).ask(answers::removeFirst).status()).isEqualTo(status);
    assertThat(waited).isEmpty();
  }

  @Test
  void it_waits_as_long_as_the_node_asks_for() {
    Deque<Answer> answers =
        new ArrayDeque<>(
            List.of(
                new Answer(
                    503, JsonNodeFactory.instance.nullNode(), Optional.of(Duration.ofSeconds(1))),
                answer(200)));
    long start = System.nanoTime();
    attempts(LONG).ask(answers::removeFirst);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(990));
  }

  @Test
  void patience_ends_with_the_reason() {
    try (NodeClient nowhere = new NodeClient(URI.create("http://127.0.0.1:1"))) {
      assertThatThrownBy(() -> attempts(Duration.ofMillis(300)).ask(() -> nowhere.answerTo("/")))
          .isInstanceOf(CommandFailure.class)
          .hasMessageStartingWith("gave up after 0 s: cannot reach a node at http://127.0.0.1:1")
          .extracting(failure -> ((CommandFailure) failure).exitCode())
          .isEqualTo(1);
    }
    assertThat(waited).isNotEmpty();
  }

  @Test
  void it_stops_while_it_waits() {
    Attempts attempts = attempts(LONG);
    assertThatThrownBy(() ->
            attempts.ask(() -> {
              attempts.stop();
              return answer(503);
            }))
        .isInstanceOf(StoppedException.class);
    assertThat(attempts.isStopped()).isTrue();
  }

  private Attempts attempts(Duration patience) {
    return new Attempts(
        patience,
        (reason, left) -> {
          waited.add(reason);
          assertThat(left).isPositive().isLessThanOrEqualTo(patience);
        });
  }

  private static Answer answer(int status) {
    return new Answer(status, JsonNodeFactory.instance.nullNode(), Optional.empty());
  }
}
