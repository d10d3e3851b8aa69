package io.sillok.node.gateway;

import static io.sillok.node.gateway.HttpSurfaceTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.gateway.GatewayFixture.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node holds so many bytes of bodies at once, and no more. */
class SaturatedBodiesTest {

  private static final String COMMANDS = "/v1/entities/annal/s-1/commands/";
  private static final int BYTES = 8_000;

  private final CompletableFuture<Void> gate = new CompletableFuture<>();
  private GatewayFixture gateway;

  @BeforeEach
  void start() {
    gateway = new GatewayFixture(2 * BYTES - 1);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void a_body_for_which_there_is_no_room_is_turned_away_until_another_is_answered() {
    CompletableFuture<Answer> first = holdBody();

    Answer turnedAway = gateway.post(COMMANDS + "append", body());
    assertProblem(turnedAway, 429, "saturated");
    assertThat(turnedAway.header("Retry-After")).isEqualTo("1");
    assertThat(gateway.entities.recorded()).isZero();

    gate.complete(null);
    assertThat(first.orTimeout(20, TimeUnit.SECONDS).join().status()).isEqualTo(200);
    assertThat(gateway.post(COMMANDS + "append", body()).status()).isEqualTo(200);
  }

  @Test
  void a_body_in_chunks_counts_as_it_comes() {
    CompletableFuture<Answer> first = holdBody();

    assertProblem(postInChunks(), 429, "saturated");

    gate.complete(null);
    assertThat(first.orTimeout(20, TimeUnit.SECONDS).join().status()).isEqualTo(200);
    assertThat(postInChunks().status()).isEqualTo(200);
    assertThat(gateway.post(COMMANDS + "append", body()).status()).isEqualTo(200);
  }

  @Test
  void a_request_whose_body_still_has_room_is_served() {
    CompletableFuture<Answer> first = holdBody();

    assertProblem(gateway.post(COMMANDS + "append", "{\"text\":1}"), 422, "invalid-command");
    assertThat(gateway.get("/health/live").status()).isEqualTo(200);

    gate.complete(null);
    first.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void a_body_that_is_alone_is_read_even_if_it_is_larger() {
    Answer alone = gateway.post(COMMANDS + "append", body(GatewayFixture.MAX_BODY_BYTES));

    assertThat(alone.status()).isNotEqualTo(429);
    assertThat(gateway.post(COMMANDS + "append", body()).status()).isEqualTo(200);
  }

  /** A command with a body that is not answered before the gate opens. */
  private CompletableFuture<Answer> holdBody() {
    gateway.entities.waitFor(gate);
    CompletableFuture<Answer> first =
        CompletableFuture.supplyAsync(() -> gateway.post(COMMANDS + "append", body()));
    gateway.entities.awaitWaiting();
    return first;
  }

  private Answer postInChunks() {
    byte[] body = body().getBytes(StandardCharsets.UTF_8);
    return gateway.send(
        gateway
            .request(COMMANDS + "append")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
  }

  private static String body() {
    return body(BYTES);
  }

  /** A command of so many bytes, most of them blanks. */
  private static String body(int bytes) {
    String command = "{\"text\":\"rain\",\"pages\":1}";
    return command + " ".repeat(bytes - command.length());
  }
}
