package io.sillok.loadtests.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeAppendingTest {

  private HttpServer server;
  private volatile String answer = "";
  private volatile String asked = "";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/streams/page-viewed/events",
        exchange -> {
          asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void each_event_goes_with_an_id_of_its_own() throws IOException {
    answer = "{\"results\":[{\"status\":\"appended\"},{\"status\":\"appended\"}]}";

    append(17, 18);

    assertThat(asked)
        .startsWith(
            "[{\"specversion\":\"1.0\",\"type\":\"page-viewed\",\"source\":\"load\",\"id\":\"17\"")
        .contains("\"id\":\"18\"");
  }

  @Test
  void an_event_that_was_there_already_does_not_count() {
    answer = "{\"results\":[{\"status\":\"appended\"},{\"status\":\"duplicate\"}]}";

    assertThatThrownBy(() -> append(17, 18))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Of 2 events not all were appended");
  }

  private void append(long... numbers) throws IOException {
    try (NodeAppending appending =
        new NodeAppending(server.getAddress().getPort(), "page-viewed")) {
      appending.append(numbers);
    }
  }
}
