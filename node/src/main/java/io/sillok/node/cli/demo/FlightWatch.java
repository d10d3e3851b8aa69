package io.sillok.node.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.NodeClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reads the flights as a stream, live: as server-sent events, on from where it was after a break.
 */
final class FlightWatch implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ID = "id: ";
  private static final String DATA = "data: ";
  private static final long AGAIN_MILLIS = 500;

  private final NodeClient node;
  private final String path;
  private final FlightTally tally;
  private final Thread thread;
  private volatile boolean closed;
  private String position = "";

  FlightWatch(NodeClient node, String path, FlightTally tally) {
    this.node = node;
    this.path = path;
    this.tally = tally;
    this.thread = Thread.ofPlatform().name("demo-watch").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      Map<String, String> last = position.isEmpty() ? Map.of() : Map.of("Last-Event-ID", position);
      try (BufferedReader events = node.listen(path, last)) {
        String line = events.readLine();
        while (line != null) {
          take(line);
          line = events.readLine();
        }
      } catch (IOException | CommandFailure broken) {
        // the position goes on behind what came
      }
      pause();
    }
  }

  private void take(String line) throws JsonProcessingException {
    if (line.startsWith(ID)) {
      position = line.substring(ID.length());
    } else if (line.startsWith(DATA)) {
      JsonNode event = JSON.readTree(line.substring(DATA.length()));
      Instant appended = Instant.parse(event.path("appendedAt").asText());
      tally.seen(
          Instant.parse(event.path("time").asText()), Duration.between(appended, Instant.now()));
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
    } catch (InterruptedException interrupted) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
