package io.sillok.client.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.client.http.Backoff;
import io.sillok.client.http.Call;
import io.sillok.client.http.Nodes;
import io.sillok.client.http.ScriptedServer;
import io.sillok.client.http.ScriptedServer.Reply;
import io.sillok.client.http.Settings;
import io.sillok.client.http.Transport;
import io.sillok.client.http.UrlPath;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a connection is given up, against {@link ScriptedServer scripted servers}. */
final class EventSourceTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  /** Longer than a first connection takes on a busy machine, for that is given as long. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private ScriptedServer server() {
    ScriptedServer server = new ScriptedServer();
    open.add(server);
    return server;
  }

  /** Asks the servers in the order in which they are given, from any of them on. */
  private EventSource source(Duration silence, URI... servers) {
    Settings settings =
        new Settings(
            LONG, LONG, LONG, new Backoff(Duration.ofMillis(1), Duration.ofMillis(200)), Map.of());
    Transport transport =
        new Transport(
            Nodes.of(List.of(servers), new Random(1)), settings, HttpClient.newHttpClient(), true);
    open.add(transport);
    EventSource source =
        new EventSource(transport, "what is read", silence, () -> Call.get(UrlPath.of("v1")));
    open.add(source);
    return source;
  }

  private static String data(EventSource source, Duration within) {
    return source.next(within).map(Message::data).orElse("");
  }

  @Test
  void a_connection_that_falls_silent_is_made_again_at_another_node() {
    ScriptedServer one = server();
    ScriptedServer other = server();
    one.then(Reply.of(200, "data: 1\n\n").thenSilent());
    other.then(Reply.of(200, "data: 1\n\n").thenSilent());
    EventSource source = source(SILENCE, one.address(), other.address());

    assertThat(data(source, LONG)).isEqualTo("1");
    assertThat(data(source, LONG)).isEqualTo("1");

    assertThat(one.received()).hasSize(1);
    assertThat(other.received()).hasSize(1);
  }

  @Test
  void a_node_that_takes_a_connection_and_says_nothing_is_left_for_another() throws Exception {
    ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(silent);
    URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
    ScriptedServer other = server();
    other.then(Reply.of(200, "data: 1\n\n").thenSilent());
    other.then(Reply.of(200, "data: 2\n\n").thenSilent());

    // One of the two begins with the silent one.
    assertThat(data(source(SILENCE, address, other.address()), LONG)).isEqualTo("1");
    assertThat(data(source(SILENCE, other.address(), address), LONG)).isEqualTo("2");
  }

  @Test
  void a_connection_that_the_node_ends_is_made_again_at_the_same_node() {
    ScriptedServer one = server();
    ScriptedServer other = server();
    EventSource source = source(LONG, one.address(), other.address());
    for (ScriptedServer server : List.of(one, other)) {
      server.then(Reply.of(200, "data: 1\n\n"), Reply.of(200, "data: 2\n\n"));
    }

    assertThat(data(source, LONG)).isEqualTo("1");
    assertThat(data(source, LONG)).isEqualTo("2");

    assertThat(List.of(one.received().size(), other.received().size()))
        .containsExactlyInAnyOrder(0, 2);
  }

  @Test
  void time_in_which_nobody_takes_counts_when_nothing_came_meanwhile() throws Exception {
    ScriptedServer server = server();
    server.then(
        Reply.of(200, "data: 1\n\n").thenSilent(), Reply.of(200, "data: 2\n\n").thenSilent());
    EventSource source = source(SILENCE, server.address());

    assertThat(data(source, LONG)).isEqualTo("1");
    TimeUnit.NANOSECONDS.sleep(SILENCE.toNanos());

    assertThat(data(source, SILENCE.minusMillis(1))).isEqualTo("2");
  }

  @Test
  void what_came_while_nobody_took_is_taken_from_the_same_connection() throws Exception {
    int messages = 200;
    ScriptedServer server = server();
    server.then(
        Reply.of(200, ("data: " + "x".repeat(1_000) + "\n\n").repeat(messages)).thenSilent());
    EventSource source = source(SILENCE, server.address());

    assertThat(data(source, LONG)).hasSize(1_000);
    TimeUnit.NANOSECONDS.sleep(SILENCE.plusMillis(200).toNanos());
    for (int i = 1; i < messages; i++) {
      assertThat(data(source, LONG)).hasSize(1_000);
    }

    assertThat(server.received()).hasSize(1);
  }
}
