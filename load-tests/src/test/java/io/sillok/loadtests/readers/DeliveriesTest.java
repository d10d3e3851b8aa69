package io.sillok.loadtests.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.append.Appending;
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

class DeliveriesTest {

  private static final int READERS = 20;

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
    server.start();
  }

  @AfterEach
  void stop() {
    open.forEach(HttpExchange::close);
    server.stop(0);
  }

  @Test
  void each_event_is_measured_to_each_reader() throws Exception {
    Sample sample = measure(numbers -> sendToAll("id: %d\ndata: {}\n\n".formatted(numbers[0])));

    assertThat(sample.operations()).isEqualTo(READERS * Deliveries.EVENTS);
    assertThat(sample.p50Millis()).isPositive().isLessThanOrEqualTo(sample.p99Millis());
    assertThat(sample.extras()).containsOnlyKeys("first to all ms", "to all ms");
  }

  @Test
  void a_reader_that_sees_an_event_twice_fails_the_run() {
    assertThatThrownBy(() ->
            measure(numbers -> {
              send(open.getFirst(), "data: {}\n\ndata: {}\n\n");
              for (HttpExchange exchange : open.subList(1, READERS)) {
                send(exchange, "data: {}\n\n");
              }
            }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Only 19 of 20 readers saw each of 1 events once");
  }

  private interface Sending {
    void append(long[] numbers) throws IOException;
  }

  private Sample measure(Sending sending) throws Exception {
    Appending appending =
        new Appending() {
          @Override
          public void append(long[] numbers) throws IOException {
            sending.append(numbers);
          }

          @Override
          public void close() {}
        };
    int port = server.getAddress().getPort();
    try (IdleReaders readers = IdleReaders.connect(port, "/live", READERS, Duration.ofMinutes(1))) {
      return new Deliveries(readers, appending, READERS).measure();
    }
  }

  private void sendToAll(String text) throws IOException {
    for (HttpExchange exchange : open) {
      send(exchange, text);
    }
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }
}
