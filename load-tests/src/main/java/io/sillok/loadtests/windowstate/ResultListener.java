package io.sillok.loadtests.windowstate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.loadtests.Meter;
import io.sillok.loadtests.event.EventLine;
import io.sillok.loadtests.http.HttpConnection;
import io.sillok.loadtests.http.Lines;
import io.sillok.loadtests.reading.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads results live, and measures how long each took that was expected. */
final class ResultListener implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long POLL_MILLIS = 10;
  private static final long WITHIN_SECONDS = 30;

  private final HttpConnection connection;
  private final Meter meter;
  private final Map<Place, Long> expected = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

  private ResultListener(HttpConnection connection, Meter meter) {
    this.connection = connection;
    this.meter = meter;
  }

  private record Place(String key, long start) {}

  /** Reads from now on, on a connection and in a thread of its own. */
  static ResultListener connect(int port, String projection, Meter meter) throws IOException {
    ResultListener listener = new ResultListener(new HttpConnection(port), meter);
    InputStream events =
        listener.connection.open(
            HttpConnection.get(
                "/v1/projections/%s/events?from=start".formatted(projection), Reading.SERVER_SENT));
    Thread.ofPlatform().daemon().name("results").start(() -> listener.listen(events));
    return listener;
  }

  /**
   * The event that ends the window is sent now.
   *
   * @param start of the window, in milliseconds since 1970
   */
  void expect(String key, long start) {
    expected.put(new Place(key, start), System.nanoTime());
  }

  private void listen(InputStream events) {
    try {
      Lines.read(events, this::take);
    } catch (IOException | RuntimeException ended) {
      trouble.compareAndSet(null, "Results come no more: " + ended);
    }
  }

  private boolean take(byte[] buffer, int from, int to) throws IOException {
    long now = System.nanoTime();
    int data = EventLine.dataOf(buffer, from, to);
    if (data >= 0) {
      JsonNode result = JSON.readTree(buffer, data, to - 1 - data);
      Place place =
          new Place(
              result.path("key").asText(),
              Instant.parse(result.path("start").asText()).toEpochMilli());
      Long sent = expected.remove(place);
      if (sent == null || result.path("count").asInt() != 1) {
        trouble.compareAndSet(null, "This result was not expected: " + result);
      } else {
        meter.recordNanos(now - sent);
      }
    }
    return true;
  }

  /**
   * Returns when each expected result has come.
   *
   * @throws IOException if one has not, or another one came
   */
  void awaitAll() throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(WITHIN_SECONDS);
    while (!expected.isEmpty() && trouble.get() == null && System.nanoTime() < giveUp) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    String said = trouble.get();
    if (said != null || !expected.isEmpty()) {
      throw new IOException(
          said != null
              ? said
              : "%d results did not come within %d s, such as %s"
                  .formatted(expected.size(), WITHIN_SECONDS, expected.keySet().iterator().next()));
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
