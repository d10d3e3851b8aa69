package io.sillok.loadtests.availability;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.faults.cluster.FaultCluster;
import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How soon keys answer again whose node was killed. */
public final class TakeOverComparison implements Comparison {

  private static final String OLDEST = "oldest node";
  private static final String OTHER = "another node";
  private static final int LEAST_PARTITIONS = 3;
  private static final double MOST_SECONDS = 15;

  /** What is answered sooner was on its way when the node died. */
  private static final long GRACE_MILLIS = 200;

  private final Path project;
  private @Nullable BusyCluster busy;
  private int kills;
  private int takenOver;

  /** A measurement of what is built in {@code project}. */
  public TakeOverComparison(Path project) {
    this.project = project;
  }

  @Override
  public String name() {
    return "take-over";
  }

  @Override
  public String about() {
    return """
    `kill -9` of a node, and of the one that has been there for longest, which places partitions. %s \
    `median s` and `greatest s` are over the partitions that the node had: from the kill to the first command on a key of each that succeeds; `one key s` is that of the first of them. \
    `others' gap s` is the longest time without a successful command in any partition of the other nodes. Each node is started again before the next kill. Latencies: of all commands from the kill until all partitions answer.\
    """
        .formatted(BusyCluster.about("Three"));
  }

  @Override
  public List<String> shapes() {
    return List.of("kill -9");
  }

  @Override
  public List<String> contenders() {
    return List.of(OTHER, OLDEST);
  }

  @Override
  public List<Bound> bounds() {
    return contenders().stream()
        .map(each -> Bound.of(shapes().getFirst(), each, Waits.GREATEST, MOST_SECONDS))
        .toList();
  }

  @Override
  public String aim() {
    return "each partition answers again within %.0f s, and no failed command, or the run fails"
        .formatted(MOST_SECONDS);
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    BusyCluster there = busy;
    if (there == null) {
      there = BusyCluster.start(project, name(), BusyCluster.NODES);
      busy = there;
    }
    FaultNode victim = there.byAge().get(contender.equals(OLDEST) ? 0 : 1);
    Sample sample = kill(there, victim);
    there.bringBack();
    there.calm();
    there.restocking().requireNoFailure();
    return sample;
  }

  private Sample kill(BusyCluster there, FaultNode victim) throws IOException {
    FaultNode teller = there.byAge().getLast();
    Set<Integer> partitions = there.cluster().partitionsOf(victim, teller);
    if (partitions.size() < LEAST_PARTITIONS) {
      throw new IOException("%s had only partitions %s".formatted(victim.name(), partitions));
    }
    Timeline timeline = there.timeline();
    there.restocking().reset();
    long startNanos = System.nanoTime();
    long killed = timeline.now();
    victim.kill();
    long from = killed + GRACE_MILLIS;
    FaultCluster.await(
        "others answer for partitions %s".formatted(partitions),
        () ->
            partitions.stream().allMatch(each -> timeline.firstAnswered(from, Set.of(each)) >= 0));
    Map<Integer, Duration> took = new TreeMap<>();
    for (int each : partitions) {
      took.put(each, Duration.ofMillis(timeline.firstAnswered(from, Set.of(each)) - killed));
    }
    Map<Integer, Duration> others = timeline.longestGaps(killed, timeline.now());
    others.keySet().removeAll(partitions);
    kills++;
    takenOver += partitions.size();
    return there
        .restocking()
        .since(startNanos)
        .with(new Waits(took.values()).figures())
        .with(
            Map.of(
                "one key s", Waits.seconds(took.values().iterator().next()),
                "others' gap s", new Waits(others.values()).greatest(),
                "partitions", (double) partitions.size()));
  }

  @Override
  public String verify() throws IOException {
    BusyCluster there = busy;
    return there == null
        ? ""
        : "%d kills, %d partitions taken over. %s".formatted(kills, takenOver, there.verify());
  }

  @Override
  public void close() throws IOException {
    if (busy != null) {
      busy.close();
    }
  }
}
