package io.sillok.loadtests.windowstate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Meter;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.http.Answer;
import io.sillok.loadtests.http.HttpConnection;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * From sending the event that ends a window to reading the window's result, at a steady rate: each
 * event is of a new second of event time of its key, whose window of the second before it ends.
 */
final class ResultLatency {

  static final String OWN_KEY = "results by the stream's key";
  static final String OTHER_KEY = "results by another key";
  static final int PER_SECOND = 200;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STREAM = "meter-read";
  private static final String PROJECTION = "meters";
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final long WINDOW_MILLIS = 1_000;
  private static final int WARM_UPS = 4;
  private static final int MEASURED = 5;
  private static final int OK = 200;

  private final WindowNode node;
  private final boolean byOtherKey;
  private final Meter meter = new Meter();

  ResultLatency(WindowNode node, String shape) {
    this.node = node;
    byOtherKey = shape.equals(OTHER_KEY);
  }

  Sample measure() throws IOException, InterruptedException {
    node.projections().declareStream(STREAM, Readings.DECLARATION);
    List<String> keys = PartitionKeys.find(node);
    String projection = Readings.projection(STREAM, "PT1S", "PT0S");
    node.projections()
        .declare(
            PROJECTION,
            byOtherKey
                ? projection.replaceFirst("\\{", "{\"key\": \"'of-' + data.meterId\", ")
                : projection);
    try (HttpConnection connection = new HttpConnection(node.port());
        ResultListener listener = ResultListener.connect(node.port(), PROJECTION, meter)) {
      long rounds = rounds(keys, WARM_UPS);
      appendRounds(connection, listener, keys, 0, rounds);
      listener.awaitAll();
      meter.reset();
      long start = System.nanoTime();
      long measured = rounds(keys, MEASURED);
      appendRounds(connection, listener, keys, rounds, rounds + measured);
      listener.awaitAll();
      return meter.since(start);
    }
  }

  /** So many rounds of all keys are {@code times} the usual measured time. */
  private static long rounds(List<String> keys, int times) {
    return times * Size.measured().toSeconds() * PER_SECOND / keys.size();
  }

  private void appendRounds(
      HttpConnection connection, ResultListener listener, List<String> keys, long from, long to)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long sent = 0;
    for (long round = from; round < to; round++) {
      for (List<String> together :
          byOtherKey ? List.of(keys) : keys.stream().map(List::of).toList()) {
        long due = start + sent * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        append(connection, listener, together, round);
        sent += together.size();
      }
    }
  }

  private void append(
      HttpConnection connection, ResultListener listener, List<String> keys, long round)
      throws IOException {
    long time = START + round * WINDOW_MILLIS;
    List<String> events = new ArrayList<>();
    for (String key : keys) {
      events.add(Readings.json(key, 1, time));
      if (round > 0) {
        listener.expect(byOtherKey ? "of-" + key : key, time - WINDOW_MILLIS);
      }
    }
    Answer answer = connection.exchange(appending(STREAM, events));
    if (answer.status() != OK) {
      throw new IOException("Not appended: %d %s".formatted(answer.status(), answer.text()));
    }
  }

  private static byte[] appending(String stream, List<String> events) {
    return HttpConnection.request(
        "POST", "/v1/streams/%s/events".formatted(stream), "[" + String.join(",", events) + "]");
  }

  /** Keys whose events go to different partitions. */
  private static final class PartitionKeys {

    private static final String FOUND = "meter-found";
    private static final int TRIED = 500;

    private PartitionKeys() {}

    /** One of each partition. */
    static List<String> find(WindowNode node) throws IOException {
      node.projections().declareStream(FOUND, Readings.DECLARATION);
      List<String> events = new ArrayList<>();
      for (int number = 0; number < TRIED; number++) {
        events.add(Readings.json("m-" + number, 1, START));
      }
      Map<Integer, String> keys = new TreeMap<>();
      try (HttpConnection connection = new HttpConnection(node.port())) {
        JsonNode results =
            JSON.readTree(connection.exchange(appending(FOUND, events)).body()).path("results");
        for (int number = 0; number < results.size(); number++) {
          keys.putIfAbsent(results.get(number).path("partition").asInt(-1), "m-" + number);
        }
      }
      if (keys.size() != Size.partitions()) {
        throw new IOException(
            "%d keys are in %d of %d partitions".formatted(TRIED, keys.size(), Size.partitions()));
      }
      return List.copyOf(keys.values());
    }
  }
}
