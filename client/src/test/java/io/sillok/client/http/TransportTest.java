package io.sillok.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.client.SillokClient;
import io.sillok.client.entity.CommandOptions;
import io.sillok.client.failure.InterruptedCallException;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.failure.RejectedException;
import io.sillok.client.failure.UnexpectedAnswerException;
import io.sillok.client.failure.UnreachableException;
import io.sillok.client.http.ScriptedServer.Received;
import io.sillok.client.http.ScriptedServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How calls are repeated, against {@link ScriptedServer scripted servers}. */
final class TransportTest {

  private static final String DONE = "{\"reply\":null,\"events\":[],\"sequenceNumber\":1}";

  private final ScriptedServer server = new ScriptedServer();
  private final ScriptedServer other = new ScriptedServer();

  @AfterEach
  void stop() {
    server.close();
    other.close();
  }

  @Test
  void a_command_is_repeated_with_the_same_key_and_after_the_time_that_was_asked_for() {
    server.then(
        Reply.problem(503, "timeout").header("Retry-After", "1"),
        Reply.problem(429, "saturated"),
        Reply.of(200, DONE));
    try (SillokClient client = client(server.address())) {
      assertThat(client.entity("cart", "c-1").execute("check-out").sequenceNumber()).isOne();
    }
    assertThat(server.received()).hasSize(3);
    assertThat(server.received())
        .extracting(request -> request.header("Idempotency-key"))
        .doesNotContain("")
        .containsOnly(server.received().getFirst().header("Idempotency-key"));
    assertThat(Duration.ofNanos(server.received().get(1).at() - server.received().getFirst().at()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void each_command_has_a_key_of_its_own_unless_one_is_given() {
    server.then(Reply.of(200, DONE), Reply.of(200, DONE), Reply.of(200, DONE));
    try (SillokClient client = client(server.address())) {
      client.entity("cart", "c-1").execute("check-out");
      client.entity("cart", "c-1").execute("check-out");
      client
          .entity("cart", "c-1")
          .execute("check-out", Map.of(), CommandOptions.once("a\"b\\c").andExpecting(3));
    }
    Received last = server.received().getLast();
    assertThat(last.header("Idempotency-key")).isEqualTo("\"a\\\"b\\\\c\"");
    assertThat(last.header("If-match")).isEqualTo("\"3\"");
    assertThat(last.body()).isEqualTo("{}");
    assertThat(server.received())
        .extracting(request -> request.header("Idempotency-key"))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_node_that_is_stopping_is_left_for_the_next_one_at_once() {
    try (SillokClient client = beginningAt(server, other)) {
      server.then(Reply.problem(503, "stopping").header("Retry-After", "3600"));
      other.then(Reply.of(200, DONE), Reply.of(200, DONE));
      client.entity("cart", "c-1").execute("check-out");
      client.entity("cart", "c-1").execute("check-out");
    }
    assertThat(server.received()).hasSize(1);
    assertThat(other.received()).as("what works is stayed with").hasSize(2);
  }

  @Test
  void a_node_that_is_not_there_is_passed_over() throws IOException {
    other.then(Reply.of(200, DONE));
    try (SillokClient client = client(nowhere(), other.address())) {
      assertThat(client.entity("cart", "c-1").execute("check-out").sequenceNumber()).isOne();
    }
  }

  @Test
  void a_saturated_cluster_is_not_asked_more_through_another_node() {
    try (SillokClient client = beginningAt(server, other)) {
      server.then(Reply.problem(429, "saturated").header("Retry-After", "3600"));
      assertThatThrownBy(() -> client.entity("cart", "c-1").execute("check-out"))
          .isInstanceOfSatisfying(
              ProblemException.class,
              problem -> {
                assertThat(problem.code()).isEqualTo("saturated");
                assertThat(problem.retryable()).isTrue();
                assertThat(problem.problem().retryAfter()).contains(Duration.ofHours(1));
              });
    }
    assertThat(other.received()).isEmpty();
  }

  @Test
  void when_the_deadline_is_over_the_last_reason_is_thrown() throws IOException {
    try (SillokClient client =
        SillokClient.builder()
            .nodes(nowhere())
            .deadline(Duration.ofMillis(200))
            .backoff(Duration.ofMillis(10), Duration.ofMillis(20))
            .connect()) {
      assertThatThrownBy(() -> client.entity("cart", "c-1").state())
          .isInstanceOfSatisfying(
              UnreachableException.class, failure -> assertThat(failure.retryable()).isTrue())
          .hasMessageContaining("Cannot reach the node at http://127.0.0.1:");
    }
  }

  @Test
  void an_answer_that_never_ends_is_given_up_and_asked_for_again() {
    server.then(Reply.of(200, DONE).thenSilent(), Reply.of(200, DONE));
    try (SillokClient client =
        SillokClient.builder()
            .nodes(server.address())
            .answerWithin(Duration.ofMillis(300))
            .connect()) {
      client.entity("cart", "c-1").execute("check-out");
    }
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void a_refusal_is_not_repeated_and_tells_all() {
    server.then(
        Reply.of(
            422,
            """
            {"type":"https://sillok.io/problems/rejected","status":422,"code":"cart-empty",
             "detail":"Cart c-1 has no items"}
            """));
    try (SillokClient client = client(server.address())) {
      assertThatThrownBy(() -> client.entity("cart", "c-1").execute("check-out"))
          .isInstanceOfSatisfying(
              RejectedException.class,
              rejected -> {
                assertThat(rejected.code()).isEqualTo("cart-empty");
                assertThat(rejected.status()).isEqualTo(422);
                assertThat(rejected.retryable()).isFalse();
              })
          .hasMessage("Cart c-1 has no items (cart-empty, 422)");
    }
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void what_no_node_would_say_is_told_as_it_is() {
    server.then(Reply.of(403, "<html>Forbidden</html>"), Reply.of(200, "<html>Welcome</html>"));
    try (SillokClient client = client(server.address())) {
      assertThatThrownBy(() -> client.streams())
          .isInstanceOfSatisfying(
              ProblemException.class, problem -> assertThat(problem.code()).isEqualTo("http-403"));
      assertThatThrownBy(() -> client.streams()).isInstanceOf(UnexpectedAnswerException.class);
    }
  }

  @Test
  void a_proxy_that_finds_no_node_is_asked_again() {
    server.then(Reply.of(502, "<html>Bad Gateway</html>"), Reply.of(200, "{\"streams\":[]}"));
    try (SillokClient client = client(server.address())) {
      assertThat(client.streams()).isEmpty();
    }
  }

  @Test
  void headers_that_were_asked_for_come_with_every_request() {
    server.then(Reply.of(200, "{\"streams\":[{\"name\":\"a\"}]}"));
    try (SillokClient client =
        SillokClient.builder().nodes(server.address()).header("X-Team", "shop").connect()) {
      assertThat(client.streams()).extracting(stream -> stream.name()).containsExactly("a");
    }
    assertThat(server.received().getFirst().header("X-team")).isEqualTo("shop");
  }

  @Test
  void an_interrupted_thread_does_not_wait_and_stays_interrupted() {
    server.then(Reply.problem(503, "timeout").header("Retry-After", "30"));
    AtomicReference<Object> outcome = new AtomicReference<>();
    try (SillokClient client = client(server.address())) {
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  client.streams();
                } catch (InterruptedCallException interrupted) {
                  outcome.set(Thread.currentThread().isInterrupted());
                }
              });
      while (server.received().isEmpty()) {
        Thread.onSpinWait();
      }
      caller.interrupt();
      assertThat(join(caller)).isTrue();
    }
    assertThat(outcome.get()).isEqualTo(true);
  }

  @Test
  void a_client_that_is_closed_says_so() {
    SillokClient client = client(server.address());
    client.close();
    assertThatThrownBy(client::streams)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  private static boolean join(Thread thread) {
    try {
      return thread.join(Duration.ofSeconds(20));
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static SillokClient client(URI... nodes) {
    return SillokClient.builder()
        .nodes(nodes)
        .backoff(Duration.ofMillis(10), Duration.ofMillis(50))
        .connect();
  }

  /** Which node is asked first is chance: takes a client that has chosen {@code first}. */
  private static SillokClient beginningAt(ScriptedServer first, ScriptedServer second) {
    while (true) {
      first.then(Reply.of(200, "{\"streams\":[]}"));
      second.then(Reply.of(200, "{\"streams\":[]}"));
      SillokClient client = client(first.address(), second.address());
      client.streams();
      boolean chosen = !first.received().isEmpty();
      first.forget();
      second.forget();
      if (chosen) {
        return client;
      }
      client.close();
    }
  }

  private static URI nowhere() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + taken.getLocalPort());
    }
  }
}
