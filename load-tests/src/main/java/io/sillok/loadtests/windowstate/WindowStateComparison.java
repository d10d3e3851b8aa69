package io.sillok.loadtests.windowstate;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.server.StreamServers;
import io.sillok.loadtests.window.BatchAppending;
import io.sillok.loadtests.window.NodeProjections;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What open windows cost, how soon they go on after a crash, and how soon results are told. */
public final class WindowStateComparison implements Comparison {

  private static final String STREAM = "meter-read";
  private static final String PROJECTION = "meters";
  private static final String OPEN = "open windows";
  private static final int KEYS = 100_000;
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 100;
  private static final double MEBIBYTE = 1 << 20;

  private final Path project;

  /** A measurement of what is built in {@code project}. */
  public WindowStateComparison(Path project) {
    this.project = project;
  }

  @Override
  public String name() {
    return "windows-state";
  }

  @Override
  public String about() {
    return """
    A projection that counts and sums by the stream's key in tumbling windows, on a node on the embedded store with a heap of at most 2 GiB, %d partitions. \
    `%s`: %,d events of %,d keys, each in a window of an hour that stays open. Per second: events, from declaring the projection to having all of them in their windows; `heap bytes each` is what the heap \
    after collections grew by for each open window, `disk bytes each` what `projections` holds of it. Then the node is killed (`kill -9`) and started again: `ready s` until it serves, \
    `goes on s` until the projection has taken an event that is appended then; `lost ready s` and `lost goes on s` are the same after a kill with `projections` deleted, so that all is read again. \
    `%s` and `%s`: %d events a second are appended one by one, each of which ends a window of one key (`%s`: of a key of each partition in one request, by a key that is not the stream's, \
    so that windows close when all partitions have come so far). Latencies: from sending the append to reading the on-time result, as a server-sent event.\
    """
        .formatted(
            Size.partitions(),
            OPEN,
            windows(),
            KEYS,
            ResultLatency.OWN_KEY,
            ResultLatency.OTHER_KEY,
            ResultLatency.PER_SECOND,
            ResultLatency.OTHER_KEY);
  }

  /** As many events as windows. */
  private static long windows() {
    return Math.max(KEYS, Size.events() / 2 / KEYS * KEYS);
  }

  @Override
  public List<String> shapes() {
    return List.of(OPEN, ResultLatency.OWN_KEY, ResultLatency.OTHER_KEY);
  }

  @Override
  public List<String> contenders() {
    return List.of(StreamServers.EMBEDDED);
  }

  @Override
  public String aim() {
    return "none yet";
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    try (WindowNode node = WindowNode.start(project)) {
      return shape.equals(OPEN) ? open(node) : new ResultLatency(node, shape).measure();
    }
  }

  private static Sample open(WindowNode node) throws IOException, InterruptedException {
    long windows = windows();
    node.projections().declareStream(STREAM, Readings.DECLARATION);
    try (BatchAppending appending = new BatchAppending(node.port(), STREAM)) {
      appending.append(0, windows, new Readings(KEYS, KEYS)::json);
    }
    Map<String, Double> extras = new TreeMap<>();
    double heap = node.liveBytes();
    long start = System.nanoTime();
    node.projections().declare(PROJECTION, Readings.projection(STREAM, "PT1H", "P365D"));
    awaitEvents(node, windows);
    double seconds = seconds(start);
    awaitOpen(node, windows);
    extras.put("heap bytes each", (node.liveBytes() - heap) / windows);
    extras.put("disk bytes each", node.windowsOnDisk() / windows);
    extras.put("rss MiB", node.residentBytes() / MEBIBYTE);
    extras.put("windows", (double) windows);
    node.kill();
    extras.putAll(recovered(node, windows, ""));
    node.kill();
    node.loseWindows();
    extras.putAll(recovered(node, windows + 1, "lost "));
    return new Sample(windows / seconds, Double.NaN, Double.NaN, windows).with(extras);
  }

  /** How long a node takes that was killed, and had taken so many events. */
  private static Map<String, Double> recovered(WindowNode node, long events, String prefix)
      throws IOException, InterruptedException {
    Map<String, Double> took = new TreeMap<>();
    long start = System.nanoTime();
    node.startAgain();
    took.put(prefix + "ready s", seconds(start));
    try (BatchAppending appending = new BatchAppending(node.port(), STREAM)) {
      appending.append(events, events + 1, new Readings(KEYS, KEYS)::json);
    }
    awaitEvents(node, events + 1);
    took.put(prefix + "goes on s", seconds(start));
    awaitOpen(node, events);
    return took;
  }

  private static void awaitEvents(WindowNode node, long events)
      throws IOException, InterruptedException {
    node.projections()
        .await(
            PROJECTION,
            (NodeProjections.Standing standing) ->
                standing.events() >= events && standing.lag() == 0,
            WITHIN);
  }

  /** The metric follows a moment later. */
  private static void awaitOpen(WindowNode node, long windows)
      throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + TOLD_WITHIN.toNanos();
    double parts = node.projections().metric("sillok_projection_parts");
    while (parts < windows) {
      if (System.nanoTime() > giveUp) {
        throw new IOException("Of %,d windows only %,.0f are open".formatted(windows, parts));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      parts = node.projections().metric("sillok_projection_parts");
    }
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
