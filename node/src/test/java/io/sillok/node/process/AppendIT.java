package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.process.NodeLaunch.Ended;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is appended while the node, or the command itself, is killed again and again. */
final class AppendIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STREAM = "value-sampled";
  private static final String DECLARATION =
      """
      {"kind": "keyed", "key": "sensor", "schema": {"type": "record", "name": "ValueSampled",
        "fields": [{"name": "sensor", "type": "string"}, {"name": "value", "type": "int"}]}}
      """;
  private static final int LINES = 25_000;
  private static final int SENSORS = 101;
  private static final int KILLS = 4;
  private static final int LINES_BETWEEN = 4000;
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path directory;
  private Path data = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    data = directory.resolve("data");
    file = directory.resolve("samples.ndjson");
    List<String> lines = new ArrayList<>();
    for (int value = 0; value < LINES; value++) {
      lines.add("{\"sensor\":\"s-%d\",\"value\":%d}".formatted(value % SENSORS, value));
    }
    Files.write(file, lines);
  }

  @Test
  void each_line_stands_once_though_the_node_is_killed_while_it_takes_them() throws Exception {
    NodeProcess node = NodeLaunch.on(data).start();
    try (NodeProcess append = append(declared(node))) {
      int port = URI.create(node.url()).getPort();
      for (int kill = 1; kill <= KILLS; kill++) {
        awaitLines(append, kill * LINES_BETWEEN);
        node.kill();
        node.close();
        assertThat(done()).as("lines at kill %d", kill).isLessThan(LINES);
        node = NodeLaunch.on(data, port).start();
      }
      Ended ended = append.awaitEnd();
      assertThat(ended.exitCode()).as("%s", ended).isZero();
      assertThat(String.join("\n", ended.err())).contains("sillok: waits: ");
      JsonNode summary = JSON.readTree(ended.out().getLast());
      assertThat(summary.path("appended").asInt() + summary.path("duplicates").asInt())
          .isEqualTo(LINES);
      assertStandsOnce(node);
      node.kill();
    } finally {
      node.close();
    }
    assertThat(StoredLogs.check(data).eventsOf(STREAM)).isEqualTo(LINES);
  }

  @Test
  void each_line_stands_once_though_the_command_is_killed_and_begun_again() throws Exception {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      String url = declared(node);
      for (int kill = 1; kill <= KILLS; kill++) {
        try (NodeProcess append = append(url)) {
          awaitLines(append, kill * LINES_BETWEEN);
          append.kill();
        }
        assertThat(done()).as("lines at kill %d", kill).isBetween(kill * LINES_BETWEEN, LINES - 1);
      }
      try (NodeProcess last = append(url)) {
        Ended ended = last.awaitEnd();
        assertThat(ended.exitCode()).as("%s", ended).isZero();
        JsonNode summary = JSON.readTree(ended.out().getLast());
        assertThat(summary.path("before").asInt()).isGreaterThanOrEqualTo(KILLS * LINES_BETWEEN);
        assertThat(summary.path("lines").asInt()).isEqualTo(LINES);
      }
      assertStandsOnce(node);
      node.kill();
    }
    assertThat(StoredLogs.check(data).eventsOf(STREAM)).isEqualTo(LINES);
  }

  @Test
  void whoever_stops_it_is_told_how_far_it_is_and_it_goes_on_from_there() throws Exception {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      String url = declared(node);
      try (NodeProcess append = append(url)) {
        awaitLines(append, LINES_BETWEEN);
        append.terminate();
        Ended ended = append.awaitEnd();
        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.err().getLast())
            .isEqualTo(
                "sillok: stopped. %d lines of %s are done; the same command goes on behind them"
                    .formatted(done(), file));
        assertThat(JSON.readTree(ended.out().getLast()).path("complete").asBoolean(true)).isFalse();
        assertThat(JSON.readTree(progress().toFile()).has("underWay")).isFalse();
      }
      try (NodeProcess rest = append(url)) {
        JsonNode summary = JSON.readTree(rest.awaitEnd().out().getLast());
        assertThat(summary.path("duplicates").asInt()).isZero();
        assertThat(summary.path("lines").asInt()).isEqualTo(LINES);
      }
      assertStandsOnce(node);
    }
  }

  @Test
  void when_patience_is_at_its_end_it_says_how_to_go_on() throws Exception {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      String url = declared(node);
      try (NodeProcess append =
          NodeLaunch.of("append", STREAM, file.toString(), "--batch", "100", "--patience", "1s")
              .with("--url", url)
              .begin()) {
        awaitLines(append, LINES_BETWEEN);
        node.kill();
        Ended ended = append.awaitEnd();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(String.join("\n", ended.err()))
            .contains("sillok: gave up after 1 s: cannot reach a node at " + url)
            .endsWith(
                "%d lines of %s are done; the same command goes on behind them"
                    .formatted(done(), file));
      }
    }
  }

  /** Declares the stream; answers where the node is. */
  private static String declared(NodeProcess node) {
    Ended ended = NodeLaunch.of("declare", STREAM, "-", "--url", node.url()).run(DECLARATION);
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    return node.url();
  }

  private NodeProcess append(String url) {
    return NodeLaunch.of("append", STREAM, file.toString(), "--batch", "100", "--url", url).begin();
  }

  private void awaitLines(NodeProcess append, int lines) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (done() < lines) {
      assertThat(append.isAlive()).as("the command goes on, with %d lines done", done()).isTrue();
      assertThat(System.nanoTime()).as("%d lines in time", lines).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private int done() throws IOException {
    return Files.exists(progress())
        ? JSON.readTree(Files.readAllBytes(progress())).path("lines").asInt()
        : 0;
  }

  private Path progress() {
    return file.resolveSibling(file.getFileName() + ".progress");
  }

  /** All lines are there, and those of a sensor in their order, one after the other. */
  private static void assertStandsOnce(NodeProcess node) throws IOException {
    Map<String, Integer> next = new HashMap<>();
    int events = 0;
    String from = "start";
    while (true) {
      JsonNode page =
          node.get("/v1/streams/%s/events?limit=1000&from=%s".formatted(STREAM, from)).body();
      for (JsonNode event : page.path("events")) {
        String sensor = event.path("key").asText();
        int expected = next.getOrDefault(sensor, Integer.parseInt(sensor.substring(2)));
        assertThat(event.at("/data/value").asInt()).as(sensor).isEqualTo(expected);
        next.put(sensor, expected + SENSORS);
        events++;
      }
      if (page.path("events").isEmpty()) {
        assertThat(events).isEqualTo(LINES);
        return;
      }
      from = page.path("next").asText();
    }
  }
}
