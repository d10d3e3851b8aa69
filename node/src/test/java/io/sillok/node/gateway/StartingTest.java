package io.sillok.node.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.gateway.GatewayFixture.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway of a node that is not ready yet. */
class StartingTest {

  private GatewayFixture gateway;

  @BeforeEach
  void start() {
    gateway = GatewayFixture.starting();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void it_lives_and_says_what_it_waits_for() {
    gateway.progress.at("waits for Cassandra at 10.0.0.7:9042");
    gateway.progress.because("nobody listens there");

    assertThat(gateway.get("/health/live").status()).isEqualTo(200);
    Answer ready = gateway.get("/health/ready");

    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.json().path("code").asText()).isEqualTo("not-ready");
    assertThat(ready.json().path("detail").asText())
        .isEqualTo(
            "The node waits for Cassandra at 10.0.0.7:9042, 0 s by now: nobody listens there");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/cluster",
    "GET, /v1/streams?limit=5",
    "POST, /v1/entities/annal/s-1/commands/seal",
    "DELETE, /health/live",
    "GET, /nowhere",
    "GET, /"
  })
  void everything_else_is_to_be_asked_again(String method, String path) {
    Answer answer =
        gateway.send(gateway.request(path).method(method, BodyPublishers.ofString("{}")));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.json().path("code").asText()).isEqualTo("not-ready");
  }

  @Test
  void it_serves_at_the_same_port_once_it_is_open() {
    int port = gateway.port();
    assertThat(gateway.get("/v1/cluster").status()).isEqualTo(503);

    gateway.open();

    assertThat(gateway.port()).isEqualTo(port);
    assertThat(gateway.get("/v1/cluster").status()).isEqualTo(200);
    assertThat(gateway.get("/health/ready").json().path("status").asText()).isEqualTo("ready");
    assertThat(gateway.get("/nowhere").status()).isEqualTo(404);
  }

  @Test
  void it_stops_before_it_is_open() {
    assertThat(gateway.gateway.stop(Duration.ofSeconds(5)).toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(20));
  }
}
