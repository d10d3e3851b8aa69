package io.sillok.loadtests.append;

import io.sillok.loadtests.event.PageViews;
import io.sillok.loadtests.http.Answer;
import io.sillok.loadtests.http.HttpConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Appends CloudEvents in batches, each event with an id, so that a node takes it once. */
final class NodeAppending implements Appending {

  private static final String BATCH = "application/cloudevents-batch+json";
  private static final byte[] APPENDED = "\"status\":\"appended\"".getBytes(StandardCharsets.UTF_8);
  private static final int OK = 200;

  private final HttpConnection connection;
  private final String stream;
  private final StringBuilder body = new StringBuilder();

  NodeAppending(int port, String stream) throws IOException {
    this.connection = new HttpConnection(port);
    this.stream = stream;
  }

  @Override
  public void append(long[] numbers) throws IOException {
    Answer answer =
        connection.exchange(
            HttpConnection.request(
                "POST", "/v1/streams/%s/events".formatted(stream), BATCH, body(numbers)));
    if (answer.status() != OK || appended(answer.body()) != numbers.length) {
      throw new IOException(
          "Of %d events not all were appended: %d %s"
              .formatted(numbers.length, answer.status(), answer.text()));
    }
  }

  private String body(long[] numbers) {
    body.setLength(0);
    for (long number : numbers) {
      body.append(body.isEmpty() ? '[' : ',')
          .append("{\"specversion\":\"1.0\",\"type\":\"")
          .append(stream)
          .append("\",\"source\":\"load\",\"id\":\"")
          .append(number)
          .append("\",\"data\":");
      PageViews.append(body, number).append('}');
    }
    return body.append(']').toString();
  }

  /** How many results of an answer say so; parsing it would cost more than making it. */
  static int appended(byte[] answer) {
    int count = 0;
    for (int at = 0; at + APPENDED.length <= answer.length; at++) {
      if (answer[at] == '"'
          && Arrays.equals(answer, at, at + APPENDED.length, APPENDED, 0, APPENDED.length)) {
        count++;
      }
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
