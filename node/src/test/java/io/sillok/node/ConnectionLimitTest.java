package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose connections are all taken. */
final class ConnectionLimitTest {

  private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String CLOSED = "Connection: close\r\n";
  private static final int PATIENT_MILLIS = 20_000;

  @TempDir private Path data;

  private SillokNode node;
  private Socket taken;

  @BeforeEach
  void start() throws IOException {
    node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .settings(
                    Map.of(
                        "sillok.gateway.max-connections", "1",
                        "sillok.persistence.partitions", "2")));
    taken = connect();
    send(taken, LIVE);
    assertThat(taken.getInputStream().read()).isEqualTo('H');
  }

  @AfterEach
  void stop() throws IOException {
    taken.close();
    node.close();
  }

  @Test
  void answers_who_looks_after_it() throws IOException {
    for (String path : new String[] {"/health/live", "/health/ready", "/metrics"}) {
      assertThat(answer("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + CLOSED + "\r\n"))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void sends_others_to_another_node_be_their_body_still_on_its_way() throws IOException {
    String body = "[{\"a\": 1}]";
    try (Socket socket = connect()) {
      send(
          socket,
          "POST /v1/streams/jobs/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(body.length()));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      send(socket, body);
      assertThat(all(socket))
          .startsWith("HTTP/1.1 503")
          .contains(
              "too-many-connections", "Retry-After:", CLOSED, "sillok.gateway.max-connections");
    }
    assertThat(answer("GET /metrics HTTP/1.1\r\nHost: x\r\n" + CLOSED + "\r\n"))
        .contains(
            "sillok_http_request_duration_seconds_count{method=\"POST\",route=\"none\",status=\"5xx\"} 1");
  }

  private String answer(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request);
      return all(socket);
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.address().getPort());
    socket.setSoTimeout(PATIENT_MILLIS);
    return socket;
  }
}
