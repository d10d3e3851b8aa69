package io.sillok.loadtests.consume;

import io.sillok.loadtests.event.EventLine;
import io.sillok.loadtests.event.Tally;
import io.sillok.loadtests.http.HttpConnection;
import io.sillok.loadtests.http.Lines;
import java.io.IOException;

/** Reads over HTTP: lines of JSON, which end by themselves, or server-sent events, which do not. */
final class NodeReading implements Reading {

  static final String LINES = "application/x-ndjson";
  static final String SERVER_SENT = "text/event-stream";

  private final int port;
  private final String mediaType;

  NodeReading(int port, String mediaType) {
    this.port = port;
    this.mediaType = mediaType;
  }

  @Override
  public Tally read(String stream, long events, Runnable first) throws IOException {
    Tally tally = new Tally();
    byte[] request =
        HttpConnection.get("/v1/streams/%s/events?from=start".formatted(stream), mediaType);
    try (HttpConnection connection = new HttpConnection(port)) {
      Lines.read(
          connection.open(request),
          (buffer, from, to) -> {
            int data = EventLine.dataOf(buffer, from, to);
            if (data >= 0) {
              if (tally.count() == 0) {
                first.run();
              }
              tally.add(buffer, data, to - 1);
            }
            return mediaType.equals(LINES) || tally.count() < events;
          });
    }
    return tally;
  }
}
