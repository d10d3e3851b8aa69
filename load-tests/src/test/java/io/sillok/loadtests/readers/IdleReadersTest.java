package io.sillok.loadtests.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdleReadersTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int READERS = 120;

  private final List<HttpExchange> open = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/live",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          open.add(exchange);
          send(exchange, "id: \n\n");
        });
    server.createContext("/none", exchange -> exchange.sendResponseHeaders(404, -1));
    server.start();
  }

  @AfterEach
  void stop() {
    open.forEach(HttpExchange::close);
    server.stop(0);
  }

  @Test
  void all_see_an_event_however_it_is_cut() throws IOException {
    try (IdleReaders readers = connect("/live", LONG)) {
      assertThat(open).hasSize(READERS);
      for (HttpExchange exchange : open) {
        send(exchange, ":\n\n:\n\n");
        send(exchange, "id: 7\nda");
        send(exchange, "ta: {}\n\n");
      }

      readers.listen(() -> readers.haveAllSeen(1), LONG);

      assertThat(readers.haveAllSeen(1)).isTrue();
      assertThat(readers.dataNanos(1)).hasSize(READERS);
    }
  }

  @Test
  void a_comment_is_no_event() throws IOException {
    try (IdleReaders readers = connect("/live", LONG)) {
      for (HttpExchange exchange : open) {
        send(exchange, ":\n\n");
      }
      send(open.getFirst(), "id: 7\ndata: {}\n\n");

      readers.listen(() -> readers.dataNanos(1).length > 0, LONG);

      assertThat(readers.haveAllSeen(1)).isFalse();
      assertThat(readers.dataNanos(1)).hasSize(1);
    }
  }

  @Test
  void an_event_that_comes_twice_is_noticed() throws IOException {
    try (IdleReaders readers = connect("/live", LONG)) {
      for (HttpExchange exchange : open) {
        send(exchange, "id: 7\ndata: {}\n\n");
      }
      send(open.getFirst(), "id: 7\ndata: {}\n\n");

      readers.listen(() -> readers.dataNanos(2).length > 0 && readers.haveAllSeen(1), LONG);

      assertThat(readers.dataNanos(1)).hasSize(READERS - 1);
    }
  }

  @Test
  void readers_that_are_not_answered_are_told() {
    assertThatThrownBy(() -> connect("/none", Duration.ofMillis(300)))
        .isInstanceOf(IOException.class);
  }

  private IdleReaders connect(String path, Duration within) throws IOException {
    return IdleReaders.connect(server.getAddress().getPort(), path, READERS, within);
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }
}
