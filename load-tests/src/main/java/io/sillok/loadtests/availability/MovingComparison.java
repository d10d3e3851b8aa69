package io.sillok.loadtests.availability;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.faults.cluster.FaultCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What clients notice while a cluster grows and shrinks, node by node. */
public final class MovingComparison implements Comparison {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MOST_SECONDS = 2;

  /** In this order, each goes on where the one before has ended, the first where the last has. */
  private static final List<Step> STEPS =
      List.of(new Step(1, 2), new Step(2, 3), new Step(3, 2), new Step(2, 1));

  private final Path project;
  private @Nullable BusyCluster busy;
  private long moved;

  /** A measurement of what is built in {@code project}. */
  public MovingComparison(Path project) {
    this.project = project;
  }

  /** From so many nodes to so many. */
  private record Step(int from, int to) {

    void make(FaultCluster cluster) {
      if (to > from) {
        cluster.add(to);
      } else {
        cluster.remove(from);
      }
    }

    @Override
    public String toString() {
      return "%d to %d nodes".formatted(from, to);
    }
  }

  @Override
  public String name() {
    return "moving";
  }

  @Override
  public String about() {
    return """
    A cluster of one node gets a second and a third one, and gives them up again by SIGTERM, the youngest first. %s \
    `moved` are the partitions of entities that are at another node afterwards, and `even s` is the time from the launch, or from SIGTERM, until nodes have equally many, but for one: of each kind of partition at most 4 move at a time, and a node that joins has to start first. \
    `median s` and `greatest s` are over partitions: the longest time without a successful command in each; `gap s` is that of all partitions together. \
    %s. Latencies: of all commands meanwhile, all their tries included. A command that fails for good fails the run.\
    """
        .formatted(BusyCluster.about("One to three"), Retries.ABOUT);
  }

  @Override
  public List<String> shapes() {
    return List.of("1 to 3 nodes and back");
  }

  @Override
  public List<String> contenders() {
    return STEPS.stream().map(Step::toString).toList();
  }

  @Override
  public List<Bound> bounds() {
    return contenders().stream()
        .flatMap(each ->
            Stream.of(
                Bound.of(shapes().getFirst(), each, Waits.GREATEST, MOST_SECONDS),
                Bound.of(shapes().getFirst(), each, Retries.LOST, 0)))
        .toList();
  }

  @Override
  public String aim() {
    return "no partition away for more than %.0f s, no try of which the client cannot know what has become, and no failed command, or the run fails"
        .formatted(MOST_SECONDS);
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    Step step = STEPS.get(contenders().indexOf(contender));
    BusyCluster there = busy;
    if (there == null) {
      there = BusyCluster.start(project, name(), step.from());
      busy = there;
    }
    FaultCluster cluster = there.cluster();
    Map<Integer, Integer> before = cluster.awaitEven();
    Map<Integer, Integer> after = new HashMap<>();
    Sample sample =
        there.during(() -> {
          long start = System.nanoTime();
          step.make(cluster);
          after.putAll(cluster.awaitEven());
          return Map.of("even s", (System.nanoTime() - start) / NANOS_PER_SECOND);
        });
    long elsewhere = movedBetween(before, after);
    moved += elsewhere;
    return sample.with(Map.of("moved", (double) elsewhere));
  }

  /** How many partitions are at another node than before. */
  static long movedBetween(Map<Integer, Integer> before, Map<Integer, Integer> after) {
    return Stream.concat(before.keySet().stream(), after.keySet().stream())
        .distinct()
        .filter(partition ->
            !before.getOrDefault(partition, 0).equals(after.getOrDefault(partition, 0)))
        .count();
  }

  @Override
  public String verify() throws IOException {
    BusyCluster there = busy;
    return there == null ? "" : "%d partitions moved. %s".formatted(moved, there.verify());
  }

  @Override
  public void close() throws IOException {
    if (busy != null) {
      busy.close();
    }
  }
}
