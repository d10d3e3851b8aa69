package io.sillok.loadtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

  private static final List<String> LINES =
      IntStream.range(0, 3000).mapToObj(number -> "line " + "x".repeat(number)).toList();

  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/lines",
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // in chunks
          try (OutputStream out = exchange.getResponseBody()) {
            for (String line : LINES) {
              out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
          }
        });
    server.createContext(
        "/echo",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(201, body.length);
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
  void an_answer_in_chunks_is_read_line_by_line() throws IOException {
    List<String> read = new ArrayList<>();
    try (HttpConnection connection = connect()) {
      Lines.read(
          connection.open(HttpConnection.get("/lines", "text/plain")),
          (buffer, from, to) ->
              read.add(new String(buffer, from, to - from, StandardCharsets.UTF_8)));
    }

    assertThat(read).isEqualTo(LINES);
  }

  @Test
  void reading_ends_when_nobody_wants_more() throws IOException {
    List<Integer> lengths = new ArrayList<>();
    try (HttpConnection connection = connect()) {
      Lines.read(
          connection.open(HttpConnection.get("/lines", "text/plain")),
          (buffer, from, to) -> {
            lengths.add(to - from);
            return lengths.size() < 2;
          });
    }

    assertThat(lengths).containsExactly(5, 6);
  }

  @Test
  void a_connection_is_used_again_after_either_kind_of_answer() throws IOException {
    try (HttpConnection connection = connect()) {
      assertThat(connection.send(HttpConnection.get("/lines", "text/plain"))).isEqualTo(200);

      Answer answer = connection.exchange(HttpConnection.request("POST", "/echo", "sillók"));

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.text()).isEqualTo("sillók");
      assertThat(connection.exchange(HttpConnection.get("/lines", "text/plain")).text())
          .hasLineCount(LINES.size());
    }
  }

  @Test
  void another_answer_than_a_stream_is_told() throws IOException {
    try (HttpConnection connection = connect()) {
      assertThatThrownBy(() -> connection.open(HttpConnection.request("POST", "/echo", "no")))
          .isInstanceOf(IOException.class)
          .hasMessage("Expected 200 in chunks, but got 201: no");
    }
  }

  private HttpConnection connect() throws IOException {
    return new HttpConnection(server.getAddress().getPort());
  }
}
