package io.sillok.node.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {

  private static final int MOST = 2;
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int PATIENT_MILLIS = 20_000;
  private static final int PATIENT_TIMES = 1_000;
  private static final int WHILE_MILLIS = 300;
  private static final int END = -1;
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String WATCHED = "/health/live";

  private final ActorTestKit testKit =
      ActorTestKit.create(
          "connections",
          ConfigFactory.parseString("pekko.loglevel = WARNING, pekko.actor.provider = local")
              .withFallback(ConfigFactory.load()));
  private volatile CompletionStage<HttpResponse> answer =
      CompletableFuture.completedFuture(HttpResponse.create());
  private final Connections connections =
      new Connections(
          testKit.system(),
          Http.get(testKit.system()).newServerAt("127.0.0.1", 0),
          MOST,
          request -> answer,
          request -> CompletableFuture.completedFuture(beyond(request)));
  private final int port =
      connections.binding().toCompletableFuture().join().localAddress().getPort();

  @AfterEach
  void stop() {
    testKit.shutdownTestKit();
  }

  @Test
  void those_beyond_the_most_are_sent_away_until_another_is_closed() throws IOException {
    try (Socket one = connect();
        Socket other = connect();
        Socket beyond = connect()) {
      ask(one);
      ask(other);
      assertThat(status(one) + status(other)).isEqualTo("HTTP/1.1 200HTTP/1.1 200");
      ask(beyond);
      assertThat(all(beyond)).startsWith("HTTP/1.1 503").contains("Connection: close");
      one.shutdownOutput();
      assertThat(rest(one)).isEqualTo(END);
    }
    String answered = "";
    for (int time = 0; time < PATIENT_TIMES && !answered.equals("HTTP/1.1 200"); time++) {
      try (Socket next = connect()) {
        ask(next);
        answered = status(next);
      }
    }
    assertThat(answered).isEqualTo("HTTP/1.1 200");
  }

  @Test
  void whoever_looks_after_the_node_is_answered_beyond_the_most() throws IOException {
    try (Socket one = connect();
        Socket other = connect();
        Socket watches = connect()) {
      ask(one);
      ask(other);
      assertThat(status(one) + status(other)).isEqualTo("HTTP/1.1 200HTTP/1.1 200");
      for (int time = 0; time < 3; time++) {
        ask(watches, WATCHED);
        assertThat(head(watches)).startsWith("HTTP/1.1 200");
      }
      ask(watches);
      assertThat(all(watches)).startsWith("HTTP/1.1 503");
    }
  }

  @Test
  void nobody_keeps_one_beyond_the_most_in_silence() throws IOException {
    try (Socket one = connect();
        Socket other = connect();
        Socket silent = connect()) {
      ask(one);
      ask(other);
      assertThat(status(one) + status(other)).isEqualTo("HTTP/1.1 200HTTP/1.1 200");
      assertThat(rest(silent)).isEqualTo(END);
    }
  }

  @Test
  void one_that_breaks_off_ends_no_other() throws IOException {
    try (Socket one = connect()) {
      for (int broken = 0; broken < 10; broken++) {
        try (Socket other = connect()) {
          other.setSoLinger(true, 0); // resets
          ask(other);
        }
      }
      ask(one);
      assertThat(status(one)).isEqualTo("HTTP/1.1 200");
    }
  }

  @Test
  void idle_ones_are_closed_after_a_moment_and_none_is_taken_in_after_it_was_unbound()
      throws IOException {
    try (Socket idle = connect()) {
      ask(idle);
      assertThat(status(idle)).isEqualTo("HTTP/1.1 200");
      unbind();
      await(connections.close(SHORT, LONG));
      assertThat(rest(idle)).isEqualTo(END);
    }
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
  }

  @Test
  void whoever_asks_in_that_moment_is_answered_and_holds_up_nothing() throws IOException {
    CompletionStage<Done> closed;
    try (Socket idle = connect()) {
      ask(idle);
      assertThat(head(idle)).startsWith("HTTP/1.1 200");
      unbind();
      closed = connections.close(LONG, LONG);
      ask(idle);
      assertThat(head(idle)).startsWith("HTTP/1.1 200");
    }
    await(closed);
  }

  @Test
  void requests_are_answered_one_after_the_other() throws IOException {
    try (Socket one = connect()) {
      one.getOutputStream().write((REQUEST + REQUEST).getBytes(StandardCharsets.ISO_8859_1));
      assertThat(head(one)).startsWith("HTTP/1.1 200");
      assertThat(head(one)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void one_whose_request_cannot_be_answered_ends_no_other() throws IOException {
    CompletionStage<HttpResponse> well = answer;
    answer = CompletableFuture.failedFuture(new IllegalStateException("for the test"));
    try (Socket one = connect();
        Socket other = connect()) {
      ask(one);
      assertThat(status(one)).isEqualTo("HTTP/1.1 500");
      assertThat(rest(one)).isEqualTo(END);
      answer = well;
      ask(other);
      assertThat(status(other)).isEqualTo("HTTP/1.1 200");
    }
  }

  @Test
  void an_answer_that_is_still_sent_comes_to_its_end() throws IOException {
    CompletableFuture<ByteString> last = new CompletableFuture<>();
    Source<ByteString, ?> parts =
        Source.single(ByteString.fromString("first")).concat(Source.completionStage(last));
    answer =
        CompletableFuture.completedFuture(
            HttpResponse.create()
                .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, parts)));
    try (Socket reads = connect()) {
      ask(reads);
      assertThat(head(reads)).contains("chunked");
      unbind();
      await(connections.close(SHORT, LONG));
      last.complete(ByteString.fromString("last"));
      assertThat(new String(reads.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("first", "last")
          .endsWith("0\r\n\r\n");
    }
  }

  @Test
  void what_is_under_way_is_answered_before_its_connection_is_closed() throws IOException {
    CompletableFuture<HttpResponse> later = new CompletableFuture<>();
    answer = later;
    try (Socket busy = connect()) {
      ask(busy);
      staysSilent(busy);
      unbind();
      CompletionStage<Done> closed = connections.close(SHORT, LONG);
      later.complete(HttpResponse.create());
      assertThat(status(busy)).isEqualTo("HTTP/1.1 200");
      assertThat(rest(busy)).isEqualTo(END);
      await(closed);
    }
  }

  @Test
  void what_takes_longer_than_it_may_is_told_to_go_elsewhere() throws IOException {
    CompletableFuture<HttpResponse> late = new CompletableFuture<>();
    answer = late;
    try (Socket busy = connect()) {
      ask(busy);
      staysSilent(busy);
      unbind();
      await(connections.close(SHORT, Duration.ofMillis(WHILE_MILLIS)));
      late.complete(HttpResponse.create());
      assertThat(head(busy)).startsWith("HTTP/1.1 503").contains("Connection: close");
      assertThat(rest(busy)).isEqualTo(END);
    }
  }

  private static HttpResponse beyond(HttpRequest request) {
    return request.getUri().path().equals(WATCHED)
        ? HttpResponse.create()
        : HttpResponse.create().withStatus(503).addHeader(Connection.create("close"));
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENT_MILLIS);
    return socket;
  }

  private void unbind() {
    connections.binding().thenCompose(bound -> bound.unbind()).toCompletableFuture().join();
  }

  private static void ask(Socket socket) throws IOException {
    socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void ask(Socket socket, String path) throws IOException {
    String request = REQUEST.replace("GET /", "GET " + path);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What is answered before the connection is closed. */
  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The beginning of what is answered. */
  private static String status(Socket socket) throws IOException {
    return new String(
        socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.ISO_8859_1);
  }

  /** All that is answered before the body. */
  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as("after " + head).isNotEqualTo(END);
      head.append((char) next);
    }
    return head.toString();
  }

  /** Reads to the end of the connection. */
  private static int rest(Socket socket) throws IOException {
    socket.getInputStream().readAllBytes();
    return socket.getInputStream().read();
  }

  private static void staysSilent(Socket socket) throws IOException {
    socket.setSoTimeout(WHILE_MILLIS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(PATIENT_MILLIS);
  }

  private static void await(CompletionStage<Done> stage) {
    stage.toCompletableFuture().orTimeout(PATIENT_MILLIS, TimeUnit.MILLISECONDS).join();
  }
}
