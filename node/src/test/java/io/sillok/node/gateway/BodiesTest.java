package io.sillok.node.gateway;

import static io.sillok.node.gateway.HttpSurfaceTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.gateway.GatewayFixture.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class BodiesTest {

  private static final String APPEND = "/v1/entities/annal/b-1/commands/append";
  private static final String POST =
      "POST " + APPEND + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

  private GatewayFixture gateway;

  @BeforeAll
  void start() {
    gateway = new GatewayFixture();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @AfterEach
  void nothingWasRecorded() {
    assertThat(gateway.entities.recorded()).isZero();
    assertThat(gateway.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void an_over_large_body_is_refused_and_the_connection_goes_on() {
    for (int factor : new int[] {1, 2, 10}) {
      String body = body(GatewayFixture.MAX_BODY_BYTES * factor + 1);
      assertProblem(gateway.post(APPEND, body), 413, "body-too-large");
    }
  }

  @Test
  void a_body_as_large_as_allowed_is_read() {
    Answer answer = gateway.post(APPEND, body(GatewayFixture.MAX_BODY_BYTES));

    assertProblem(answer, 422, "invalid-command");
  }

  @Test
  void an_over_large_body_in_chunks_is_refused() {
    byte[] body = body(GatewayFixture.MAX_BODY_BYTES * 3).getBytes(StandardCharsets.UTF_8);
    Answer answer =
        gateway.send(
            gateway
                .request(APPEND)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

    assertProblem(answer, 413, "body-too-large");
  }

  @Test
  void a_body_that_is_announced_as_huge_is_refused_without_reading_it() {
    assertThat(gateway.raw(POST + "Content-Length: 99999999999\r\n\r\n{"))
        .startsWith("HTTP/1.1 413")
        .contains("\"code\":\"body-too-large\"");
  }

  @Test
  void a_client_that_asks_first_is_not_told_to_send_an_over_large_body() {
    assertThat(gateway.raw(POST + "Expect: 100-continue\r\nContent-Length: 20000\r\n\r\n"))
        .startsWith("HTTP/1.1 413")
        .contains("\"code\":\"body-too-large\"");
  }

  @Test
  void a_body_that_comes_too_slowly_is_given_up() {
    assertThat(gateway.raw(POST + "Content-Length: 20\r\n\r\n{"))
        .startsWith("HTTP/1.1 408")
        .contains("\"code\":\"body-timeout\"");
  }

  @Test
  void chunks_that_are_framed_wrongly_are_refused() {
    assertThat(gateway.raw(POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("\"code\":\"malformed-request\"");
  }

  @Test
  void a_body_that_nobody_asked_for_does_not_hinder_the_connection() {
    String head = "GET /health/live HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    String get = head + "5\r\nhello\r\n0\r\n\r\n";
    String last = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    assertThat(gateway.raw(get + last).split("\"status\":\"up\"", -1)).hasSize(3);
  }

  private static String body(int bytes) {
    String head = "{\"text\":\"";
    return head + "a".repeat(bytes - head.length() - 2) + "\"}";
  }
}
