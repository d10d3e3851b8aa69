package io.sillok.loadtests.window;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.loadtests.event.EventLine;
import io.sillok.loadtests.http.Answer;
import io.sillok.loadtests.http.HttpConnection;
import io.sillok.loadtests.http.Lines;
import io.sillok.loadtests.reading.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A node's streams and projections, over HTTP: a node ends connections that are idle for long. */
public final class NodeProjections {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HUNDRED = 100;
  private static final long POLL_MILLIS = 20;

  private final int port;

  /** Those of the node that listens on {@code port}. */
  public NodeProjections(int port) {
    this.port = port;
  }

  /**
   * How a projection stands.
   *
   * @param events that it has read
   * @param lag in offsets of its inputs
   * @param results that it has told
   * @param sealed whether no window is open any more
   */
  public record Standing(long events, long lag, long results, boolean sealed) {}

  /** Makes a stream, or changes it. */
  public void declareStream(String name, String declaration) throws IOException {
    ask("PUT", "/v1/streams/" + name, declaration);
  }

  /** Makes a projection, which begins at once. */
  public void declare(String name, String declaration) throws IOException {
    ask("PUT", "/v1/projections/" + name, declaration);
  }

  /** Has a projection run no more. */
  public void delete(String name) throws IOException {
    ask("DELETE", "/v1/projections/" + name, "");
  }

  /** Moves the time of a stream to the end of all times. */
  public void seal(String stream) throws IOException {
    ask("POST", "/v1/streams/%s/time".formatted(stream), "{\"seal\": true}");
  }

  /** How projection {@code name} stands now. */
  public Standing standing(String name) throws IOException {
    JsonNode standing = JSON.readTree(ask("GET", "/v1/projections/" + name, ""));
    if (standing.path("events").path("rejected").asLong() > 0
        || standing.path("pairs").path("late").asLong() > 0) {
      throw new IOException("Events are not in their windows: " + standing);
    }
    return new Standing(
        standing.path("events").path("read").asLong(),
        standing.path("lag").asLong(),
        standing.path("results").asLong(),
        standing.path("sealed").asBoolean());
  }

  /** Returns when it stands as wanted. */
  public Standing await(String name, Predicate<Standing> wanted, Duration within)
      throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + within.toNanos();
    Standing standing = standing(name);
    while (!wanted.test(standing)) {
      if (System.nanoTime() > giveUp) {
        throw new IOException(
            "Projection %s stands at %s after %s: %s"
                .formatted(name, standing, within, ask("GET", "/v1/projections/" + name, "")));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      standing = standing(name);
    }
    return standing;
  }

  /** Gives each result so far, on a connection of its own. */
  public void results(String name, Consumer<JsonNode> taker) throws IOException {
    byte[] request =
        HttpConnection.get("/v1/projections/%s/events?from=start".formatted(name), Reading.LINES);
    try (HttpConnection lines = new HttpConnection(port)) {
      Lines.read(
          lines.open(request),
          (buffer, from, to) -> {
            int data = EventLine.dataOf(buffer, from, to);
            if (data >= 0) {
              taker.accept(JSON.readTree(buffer, data, to - 1 - data));
            }
            return true;
          });
    }
  }

  /** The sum of a metric over all its labels. */
  public double metric(String name) throws IOException {
    return ask("GET", "/metrics", "")
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String ask(String method, String path, String body) throws IOException {
    Answer answer;
    try (HttpConnection connection = new HttpConnection(port)) {
      answer = connection.exchange(HttpConnection.request(method, path, body));
    }
    if (answer.status() / HUNDRED != 2) {
      throw new IOException(
          "%s %s answered %d: %s".formatted(method, path, answer.status(), answer.text()));
    }
    return answer.text();
  }
}
