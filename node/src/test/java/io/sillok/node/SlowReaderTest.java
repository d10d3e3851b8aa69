package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.StreamReader.Answer;
import io.sillok.node.StreamReader.Feed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that does not take what it is sent holds up nobody but itself, and loses nothing. */
final class SlowReaderTest {

  private static final String EVENTS = "/streams/page-kept/events";
  private static final String DECLARATION =
      """
      {"kind": "unkeyed", "schema": {"type": "record", "name": "PageKept", "fields": [
        {"name": "text", "type": "string"}]}}
      """;
  private static final int BATCHES = 24;
  private static final int OF_BATCH = 100;

  /** Far more in all than sockets and buffers in between hold: 24 MB. */
  private static final int EVENT_BYTES = 10_000;

  @TempDir private Path data;

  @Test
  void a_reader_that_does_not_read_costs_others_nothing() throws Exception {
    try (SillokNode node = TestNodes.start(data);
        Socket slow = new Socket()) {
      StreamReader streams = new StreamReader(node);
      assertThat(streams.put("/streams/page-kept", DECLARATION).status()).isEqualTo(201);
      BufferedReader sent = connect(slow, node);
      try (Feed quick = streams.listen(EVENTS)) {
        append(streams);
        for (int event = 0; event < BATCHES * OF_BATCH; event++) {
          assertThat(quick.next().at("/data/text").asText()).hasSize(EVENT_BYTES);
        }
      }

      assertThat(streams.lines(EVENTS)).hasSize(BATCHES * OF_BATCH);
      for (int event = 0; event < BATCHES * OF_BATCH; event++) {
        assertThat(nextEvent(sent)).hasSizeGreaterThan(EVENT_BYTES);
      }
    }
  }

  private static void append(StreamReader streams) throws Exception {
    String event = "{\"text\": \"%s\"}".formatted("x".repeat(EVENT_BYTES));
    String batch = String.join(",", Collections.nCopies(OF_BATCH, event));
    for (int number = 0; number < BATCHES; number++) {
      Answer answer = streams.post(EVENTS, "[" + batch + "]");
      assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    }
  }

  /** Connects, and reads no further than that the node has begun to answer. */
  private static BufferedReader connect(Socket socket, SillokNode node) throws IOException {
    socket.setReceiveBufferSize(16_384);
    socket.setSoTimeout(20_000);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), node.address().getPort()));
    socket
        .getOutputStream()
        .write(
            "GET /v1%s?from=start HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"
                .formatted(EVENTS)
                .getBytes(StandardCharsets.US_ASCII));
    BufferedReader sent =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1024);
    assertThat(sent.readLine()).isEqualTo("HTTP/1.1 200 OK");
    return sent;
  }

  private static String nextEvent(BufferedReader sent) throws IOException {
    String line = sent.readLine();
    while (line != null && !line.startsWith("data: ")) {
      line = sent.readLine();
    }
    return String.valueOf(line);
  }
}
