package io.sillok.loadtests.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeReadingTest {

  private final List<String> seen = new ArrayList<>();
  private HttpServer server;
  private volatile String answer = "";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/streams/page-viewed/events",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void lines_are_read_to_their_end() throws IOException {
    answer = "{\"position\":\"a\",\"data\":{\"n\":1}}\n{\"position\":\"b\",\"data\":{\"n\":2}}\n";

    read(Reading.LINES, 2);

    assertThat(seen).containsExactly("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void more_or_fewer_events_than_were_appended_are_told() {
    answer = "{\"position\":\"a\",\"data\":{\"n\":1}}\n{\"position\":\"b\",\"data\":{\"n\":2}}\n";

    assertThatThrownBy(() -> read(Reading.LINES, 1))
        .hasMessage("2 events of page-viewed came, but there are 1");
    assertThatThrownBy(() -> read(Reading.LINES, 3))
        .hasMessage("2 events of page-viewed came, but there are 3");
  }

  @Test
  void server_sent_events_are_left_after_the_last() throws IOException {
    answer =
        ":\n\nid: a\ndata: {\"position\":\"a\",\"data\":{\"n\":1}}\n\nid: b\ndata: {\"data\":{}}\n\n";

    read(Reading.SERVER_SENT, 1);

    assertThat(seen).containsExactly("{\"n\":1}");
  }

  private void read(String mediaType, long events) throws IOException {
    new NodeReading(server.getAddress().getPort(), mediaType)
        .read(
            "page-viewed",
            events,
            (buffer, from, to) ->
                seen.add(new String(buffer, from, to - from, StandardCharsets.UTF_8)));
  }
}
