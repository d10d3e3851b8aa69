package io.sillok.loadtests.availability;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What clients notice while nodes are restarted in order, one after the other. */
public final class RollingComparison implements Comparison {

  private static final String UNAVAILABLE = "503";
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MOST_SECONDS = 2;

  private final Path project;
  private @Nullable BusyCluster busy;
  private int restarts;

  /** A measurement of what is built in {@code project}. */
  public RollingComparison(Path project) {
    this.project = project;
  }

  @Override
  public String name() {
    return "rolling";
  }

  @Override
  public String about() {
    return """
    Each node gets SIGTERM and is started again when it has ended; the next one, when all have their shares again. %s \
    `median s` and `greatest s` are over partitions: the longest time without a successful command in each; `gap s` is that of all partitions together. \
    `503 retried` and `other retried` are tries that were made again, the latter for a connection that was refused or broke, or for another status; `stop s` is the time of a node from SIGTERM to its end, and `whole s` that from its launch until each node has its share again, on average. Latencies: of all commands meanwhile, all their tries included. A command that fails for good fails the run.\
    """
        .formatted(BusyCluster.ABOUT);
  }

  @Override
  public List<String> shapes() {
    return List.of("restart of 3 nodes");
  }

  @Override
  public List<String> contenders() {
    return List.of("3 nodes");
  }

  @Override
  public List<Aim> aims() {
    return List.of();
  }

  @Override
  public List<Bound> bounds() {
    return List.of(
        Bound.of(shapes().getFirst(), contenders().getFirst(), Waits.GREATEST, MOST_SECONDS));
  }

  @Override
  public String aim() {
    return "no partition away for more than %.0f s, and no failed command, or the run fails"
        .formatted(MOST_SECONDS);
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    BusyCluster there = busy;
    if (there == null) {
      there = BusyCluster.start(project, name());
      busy = there;
    }
    Sample sample = restartAll(there);
    there.restocking().requireNoFailure();
    return sample;
  }

  private Sample restartAll(BusyCluster there) throws InterruptedException {
    Timeline timeline = there.timeline();
    there.restocking().reset();
    Map<String, Long> reasons = timeline.reasons();
    long startNanos = System.nanoTime();
    long from = timeline.now();
    double stops = 0;
    double starts = 0;
    List<FaultNode> nodes = there.byAge();
    for (FaultNode node : nodes) {
      long stopping = System.nanoTime();
      there.cluster().stop(node);
      long stopped = System.nanoTime();
      there.bringBack();
      stops += (stopped - stopping) / NANOS_PER_SECOND;
      starts += (System.nanoTime() - stopped) / NANOS_PER_SECOND;
      restarts++;
    }
    there.calm();
    long to = timeline.now();
    Sample commands = there.restocking().since(startNanos);
    Map<String, Double> extras =
        new TreeMap<>(new Waits(timeline.longestGaps(from, to).values()).figures());
    extras.putAll(retried(reasons, timeline.reasons()));
    Duration gap = timeline.longestGap(from, to);
    extras.put("gap s", Waits.seconds(gap));
    extras.put("stop s", stops / nodes.size());
    extras.put("whole s", starts / nodes.size());
    return commands.with(extras);
  }

  /** How many tries were made again since {@code before}. */
  static Map<String, Double> retried(Map<String, Long> before, Map<String, Long> after) {
    double unavailable = 0;
    double other = 0;
    for (Map.Entry<String, Long> each : after.entrySet()) {
      long since = each.getValue() - before.getOrDefault(each.getKey(), 0L);
      if (each.getKey().startsWith(UNAVAILABLE)) {
        unavailable += since;
      } else {
        other += since;
      }
    }
    return Map.of("503 retried", unavailable, "other retried", other);
  }

  @Override
  public String verify() throws IOException {
    BusyCluster there = busy;
    if (there == null) {
      return "";
    }
    try {
      return "%d restarts. %s Tries that were made again, by reason: %s."
          .formatted(restarts, there.restocking().verify(), there.timeline().reasons());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while all was looked at", interrupted);
    }
  }

  @Override
  public void close() throws IOException {
    if (busy != null) {
      busy.close();
    }
  }
}
