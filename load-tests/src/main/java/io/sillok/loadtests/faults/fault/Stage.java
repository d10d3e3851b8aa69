package io.sillok.loadtests.faults.fault;

import io.sillok.cassandra.testkit.ServerHost;
import io.sillok.loadtests.faults.check.ProgressCheck;
import io.sillok.loadtests.faults.cluster.FaultCluster;
import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.timeline.Span;
import io.sillok.loadtests.faults.timeline.Timeline;
import io.sillok.loadtests.faults.timeline.Timeline.Series;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What faults strike, and where they tell of it. */
public record Stage(FaultCluster cluster, Timeline timeline) {

  private static final long CALM_SECONDS = 3;
  private static final long GRACE_MILLIS = 200;
  private static final long LOOKS_MILLIS = 250;

  /** A process that a signal has ended, such as a crash of the JVM, ends with more. */
  private static final int FIRST_OF_SIGNALS = 128;

  /** A node that the cluster goes on without ends with this. */
  private static final int LOST = 1;

  private static final Duration CLOCK_DIFFERS = Duration.ofSeconds(30);

  /** Begins to tell of a fault. */
  public Span begin(String fault) {
    System.err.printf("%4d s  %s%n", timeline.now() / 1000, fault);
    return timeline.begin(fault);
  }

  /**
   * Waits until the cluster is whole, each node has as many partitions as the others, and it has
   * worked in peace for a while, which ends the fault.
   */
  public void end(Span span) throws InterruptedException {
    cluster.awaitWhole();
    span.measured("until whole", Duration.ofMillis(timeline.now() - span.from()));
    cluster.awaitEven();
    calm(CALM_SECONDS);
    timeline.end(span);
    span.measured("no command at all", timeline.longestGap(span.from(), span.to()));
    span.measured(
        "no command of some partition", timeline.longestGapOfPartition(span.from(), span.to()));
    span.measured(
        "no window of some partition", timeline.longestGapOfWindows(span.from(), span.to()));
    System.err.printf("%4d s  %s: %s%n", timeline.now() / 1000, span.fault(), span.measured());
  }

  /** Lets it go on for a while. */
  public void calm(long seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
  }

  /** Sees to it that clients of each kind get on for a while, in spite of what has struck. */
  void getsOn(long seconds) throws InterruptedException {
    Map<Series, Long> before = timeline.totals();
    calm(seconds);
    List<Series> still = ProgressCheck.stoodStill(before, timeline.totals());
    if (!still.isEmpty()) {
      throw new IllegalStateException(
          "Clients stood still for %d s, which they should not: %s".formatted(seconds, still));
    }
  }

  /** Waits until clients of each kind get on without those who are gone, and tells of it. */
  void awaitProgress(Span span) {
    Map<Series, Long> before = timeline.totals();
    FaultCluster.await(
        "clients of each kind get on without those who are gone",
        () -> ProgressCheck.stoodStill(before, timeline.totals()).isEmpty());
    span.measured(
        "until clients of each kind get on", Duration.ofMillis(timeline.now() - span.from()));
  }

  /** A member other than {@code node}. */
  FaultNode other(FaultNode node) {
    return others(List.of(node)).getFirst();
  }

  /** All members but these. */
  List<FaultNode> others(List<FaultNode> nodes) {
    return cluster.members().stream().filter(member -> !nodes.contains(member)).toList();
  }

  static List<ServerHost> hosts(List<FaultNode> nodes) {
    return nodes.stream().map(FaultNode::host).toList();
  }

  /** The partitions that {@code node} has, to be asked for before it is gone. */
  Set<Integer> partitionsOf(FaultNode node) {
    Set<Integer> partitions = new HashSet<>();
    FaultCluster.await(
        node.name() + " has partitions",
        () -> {
          partitions.addAll(cluster.partitionsOf(node, other(node)));
          return !partitions.isEmpty();
        });
    return partitions;
  }

  /** The same of all members. */
  Map<FaultNode, Set<Integer>> shares() {
    Map<FaultNode, Set<Integer>> shares = new LinkedHashMap<>();
    cluster.members().forEach(member -> shares.put(member, partitionsOf(member)));
    return shares;
  }

  /** Sees to it that each of {@code nodes} still has what it had: nobody has taken over. */
  void requireShares(List<FaultNode> nodes, Map<FaultNode, Set<Integer>> shares) {
    for (FaultNode node : nodes) {
      Set<Integer> now = partitionsOf(node);
      if (!now.equals(shares.get(node))) {
        throw new IllegalStateException(
            "%s had partitions %s, and has %s".formatted(node.name(), shares.get(node), now));
      }
    }
  }

  /**
   * Sees to it that each of {@code nodes} has answered for its share since {@code from}. Some
   * clients of carts have none elsewhere, so that a node that is away does not hold up all of them.
   */
  void requireAnswers(List<FaultNode> nodes, Map<FaultNode, Set<Integer>> shares, long from) {
    for (FaultNode node : nodes) {
      if (timeline.firstAnswered(from, shares.getOrDefault(node, Set.of())) < 0) {
        throw new IllegalStateException(node.name() + " answered for none of its partitions");
      }
    }
  }

  /**
   * Waits until others have answered for each of {@code partitions} of which there are entities,
   * now that it has struck, and tells when the first one was. The victim may still answer what
   * comes at this moment.
   */
  void awaitTakeOver(Span span, Set<Integer> partitions) {
    awaitTakeOver(span, partitions, timeline.now() + GRACE_MILLIS, span.from());
  }

  /**
   * Waits until others have answered for each of the partitions of which there are entities, and
   * tells how long after {@code struck} that was.
   */
  void awaitTakeOverOfAll(Span span, Set<Integer> partitions, long struck) {
    long from = timeline.now() + GRACE_MILLIS;
    awaitAnswers(partitions, from);
    if (!partitions.isEmpty()) {
      span.greatest(
          "until each of its partitions answers", Duration.ofMillis(timeline.now() - struck));
    }
  }

  private void awaitAnswers(Set<Integer> partitions, long from) {
    FaultCluster.await(
        "others answer for each of partitions %s".formatted(partitions),
        () -> timeline.isAnsweredInAll(from, partitions));
  }

  /** The same of commands that began at {@code from} or later. */
  void awaitTakeOver(Span span, Set<Integer> partitions, long from) {
    awaitTakeOver(span, partitions, from, from);
  }

  private void awaitTakeOver(Span span, Set<Integer> partitions, long from, long struck) {
    awaitAnswers(partitions, from);
    FaultCluster.await(
        "there is an entity in one of partitions %s".formatted(partitions),
        () -> timeline.firstAnswered(from, partitions) >= 0);
    span.measured(
        "first command on its partitions",
        Duration.ofMillis(timeline.firstAnswered(from, partitions) - struck));
  }

  /** Waits until none of these nodes takes itself for ready, and tells of it. */
  void awaitUnready(Span span, List<FaultNode> nodes) {
    FaultCluster.await(
        "nodes that cannot work say that they are not ready",
        () -> nodes.stream().noneMatch(cluster::isReady));
    span.measured("until not ready", Duration.ofMillis(timeline.now() - span.from()));
  }

  /** Waits until a node that starts says that it waits for others, and tells of it. */
  void awaitWaiting(Span span, FaultNode node) {
    FaultCluster.await(
        node.name() + " waits for those that use its logs", () -> cluster.waitsForOthers(node));
    span.measured("until it waits", Duration.ofMillis(timeline.now() - span.from()));
  }

  /** Sees to it that a node waits for so long: neither serves nor ends. */
  void holdsBack(FaultNode node, long seconds) throws InterruptedException {
    long until = timeline.now() + TimeUnit.SECONDS.toMillis(seconds);
    while (timeline.now() < until) {
      if (!node.isAlive() || cluster.isReady(node)) {
        throw new IllegalStateException(
            "%s %s, though it reaches none of the others"
                .formatted(node.name(), node.isAlive() ? "serves" : "has ended"));
      }
      TimeUnit.MILLISECONDS.sleep(LOOKS_MILLIS);
    }
  }

  /** Waits until the clock of a node is so far ahead; a negative duration is behind. */
  void awaitClock(FaultNode node, Duration ahead) {
    FaultCluster.await(
        "the clock of %s is %d s ahead".formatted(node.name(), ahead.toSeconds()),
        () ->
            cluster
                .clockOf(node)
                .filter(shown -> shown.minus(ahead).abs().compareTo(CLOCK_DIFFERS) < 0)
                .isPresent());
  }

  /**
   * Waits until a node that is out of the cluster has ended by itself, in such a way that a
   * supervisor starts it again, and tells of it.
   */
  void awaitExitOfLost(Span span, FaultNode node) {
    awaitExit(span, node);
    requireEndOfLost(node);
  }

  /** Waits until a node has ended by itself, and tells of it; answers its exit code. */
  int awaitExit(Span span, FaultNode node) {
    FaultCluster.await(node.name() + " ends by itself", () -> !node.isAlive());
    span.measured("until it has ended", Duration.ofMillis(timeline.now() - span.from()));
    requireNoCrash(node);
    return node.exitCode();
  }

  private static void requireNoCrash(FaultNode node) {
    if (node.exitCode() >= FIRST_OF_SIGNALS) {
      throw new IllegalStateException(
          "%s did not end by itself: it crashed, with %d".formatted(node.name(), node.exitCode()));
    }
  }

  private static void requireEndOfLost(FaultNode node) {
    if (node.exitCode() != LOST) {
      throw new IllegalStateException(
          "%s was out of the cluster and ended with %d, not %d"
              .formatted(node.name(), node.exitCode(), LOST));
    }
  }

  /** Waits until nodes that may not go on have ended by themselves, and tells of it. */
  void awaitEnd(Span span, List<FaultNode> nodes) {
    FaultCluster.await(
        "those that are not the majority end", () -> nodes.stream().noneMatch(FaultNode::isAlive));
    span.measured(
        "until the smaller part has ended", Duration.ofMillis(timeline.now() - span.from()));
    nodes.forEach(Stage::requireEndOfLost);
  }
}
