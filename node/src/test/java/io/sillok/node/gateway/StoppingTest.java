package io.sillok.node.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.node.gateway.GatewayFixture.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;

class StoppingTest {

  // Far longer than the test waits: what is finished must not wait for it.
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");
  private static final String SEAL = "/v1/entities/annal/s-1/commands/seal";

  @Test
  void a_stopping_gateway_finishes_what_is_under_way_and_takes_nothing_new() throws IOException {
    try (var gateway = new GatewayFixture();
        var connection = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      connection.setSoTimeout(20_000);
      assertThat(request(connection, "GET /health/live HTTP/1.1")).startsWith("HTTP/1.1 200");
      var gate = new CompletableFuture<Void>();
      gateway.entities.waitFor(gate);
      CompletableFuture<Answer> underWay =
          CompletableFuture.supplyAsync(() -> gateway.post(SEAL, ""));
      gateway.entities.awaitWaiting();

      CompletableFuture<Done> stopped = gateway.gateway.stop(LONG).toCompletableFuture();

      assertThat(request(connection, "POST " + SEAL + " HTTP/1.1"))
          .startsWith("HTTP/1.1 503")
          .contains("Connection: close", "Retry-After: 1");
      assertThat(stopped).isNotDone();
      gate.complete(null);
      Answer finished = underWay.orTimeout(20, TimeUnit.SECONDS).join();
      assertThat(finished.status()).isEqualTo(200);
      assertThat(finished.json().at("/events/0/event").asText()).isEqualTo("sealed");
      stopped.orTimeout(20, TimeUnit.SECONDS).join();
      assertThatThrownBy(() -> gateway.get("/health/live"))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void what_does_not_finish_is_given_up_at_the_deadline() {
    try (var gateway = new GatewayFixture()) {
      gateway.entities.waitFor(new CompletableFuture<>());
      CompletableFuture<Answer> underWay =
          CompletableFuture.supplyAsync(() -> gateway.post(SEAL, ""));
      gateway.entities.awaitWaiting();

      gateway
          .gateway
          .stop(Duration.ofMillis(200))
          .toCompletableFuture()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();

      // Whether the client still gets an answer depends on the moment; it never gets a success.
      assertThat(underWay.handle((answer, failure) -> failure != null || answer.status() == 503))
          .succeedsWithin(Duration.ofSeconds(20))
          .isEqualTo(true);
      assertThat(gateway.entities.recorded()).isZero();
    }
  }

  /** Sends a request without a body and reads the head of its answer. */
  private static String request(Socket connection, String line) throws IOException {
    connection
        .getOutputStream()
        .write((line + "\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    var head = new StringBuilder();
    InputStream answer = connection.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = answer.read();
      if (next < 0) {
        throw new EOFException("The connection ended after: " + head);
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    answer.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return head.toString();
  }
}
