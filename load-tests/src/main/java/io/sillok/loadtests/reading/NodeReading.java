package io.sillok.loadtests.reading;

import io.sillok.loadtests.event.EventLine;
import io.sillok.loadtests.http.HttpConnection;
import io.sillok.loadtests.http.Lines;
import java.io.IOException;

/** Reads over HTTP: lines of JSON, which end by themselves, or server-sent events, which do not. */
final class NodeReading implements Reading {

  private final int port;
  private final String mediaType;

  NodeReading(int port, String mediaType) {
    this.port = port;
    this.mediaType = mediaType;
  }

  @Override
  public void read(String stream, long events, Taker taker) throws IOException {
    byte[] request =
        HttpConnection.get("/v1/streams/%s/events?from=start".formatted(stream), mediaType);
    Counting counting = new Counting(events, taker);
    try (HttpConnection connection = new HttpConnection(port)) {
      Lines.read(connection.open(request), counting);
    }
    if (counting.count != events) {
      throw new IOException(
          "%,d events of %s came, but there are %,d".formatted(counting.count, stream, events));
    }
  }

  /** Finds the events among the lines. */
  private final class Counting implements Lines.Taker {

    private final long events;
    private final Taker taker;
    private long count;

    Counting(long events, Taker taker) {
      this.events = events;
      this.taker = taker;
    }

    @Override
    public boolean take(byte[] buffer, int from, int to) {
      int data = EventLine.dataOf(buffer, from, to);
      if (data >= 0) {
        count++;
        taker.take(buffer, data, to - 1);
      }
      return mediaType.equals(LINES) || count < events;
    }
  }
}
