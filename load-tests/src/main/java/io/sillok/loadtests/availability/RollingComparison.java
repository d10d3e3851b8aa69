package io.sillok.loadtests.availability;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.faults.cluster.FaultNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clients notice while nodes are restarted in order, one after the other. */
public final class RollingComparison implements Comparison {

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
    %s; `stop s` is the time of a node from SIGTERM to its end, and `whole s` that from its launch until each node has its share again, on average. Latencies: of all commands meanwhile, all their tries included. A command that fails for good fails the run.\
    """
        .formatted(BusyCluster.about("Three"), Retries.ABOUT);
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
  public List<Bound> bounds() {
    return List.of(
        Bound.of(shapes().getFirst(), contenders().getFirst(), Waits.GREATEST, MOST_SECONDS),
        Bound.of(shapes().getFirst(), contenders().getFirst(), Retries.LOST, 0));
  }

  @Override
  public String aim() {
    return "no partition away for more than %.0f s, no try of which the client cannot know what has become, and no failed command, or the run fails"
        .formatted(MOST_SECONDS);
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    BusyCluster there = start();
    return there.during(() -> restartAll(there));
  }

  private BusyCluster start() throws IOException, InterruptedException {
    if (busy == null) {
      busy = BusyCluster.start(project, name(), BusyCluster.NODES);
    }
    return busy;
  }

  private Map<String, Double> restartAll(BusyCluster there) {
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
    return Map.of("stop s", stops / nodes.size(), "whole s", starts / nodes.size());
  }

  @Override
  public String verify() throws IOException {
    BusyCluster there = busy;
    return there == null
        ? ""
        : "%d restarts. %s Tries that were made again, by reason: %s."
            .formatted(restarts, there.verify(), there.timeline().reasons());
  }

  @Override
  public void close() throws IOException {
    if (busy != null) {
      busy.close();
    }
  }
}
