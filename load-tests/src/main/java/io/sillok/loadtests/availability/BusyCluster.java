package io.sillok.loadtests.availability;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.faults.cluster.ClassArchive;
import io.sillok.loadtests.faults.cluster.FaultCluster;
import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.cluster.Loopback;
import io.sillok.loadtests.faults.timeline.Timeline;
import io.sillok.loadtests.faults.workload.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Nodes as they are deployed, over one Cassandra, with clients at work on each partition. */
final class BusyCluster implements AutoCloseable {

  /** So many nodes there are at most. */
  static final int NODES = 3;

  private static final int FIRST_ADDRESS = 71;
  private static final String HEAP = "640m";
  private static final long CALM_SECONDS = 3;

  private final TemporaryDirectory directory;
  private final FaultCluster cluster;
  private final Timeline timeline = new Timeline();
  private final Site site;
  private final Restocking restocking;

  private BusyCluster(
      TemporaryDirectory directory, FaultCluster cluster, ClassArchive archive, int nodes)
      throws IOException, InterruptedException {
    this.directory = directory;
    this.cluster = cluster;
    site = new Site(cluster.urls(), timeline);
    leave(archive);
    for (int number = 1; number <= nodes; number++) {
      cluster.add(number);
    }
    cluster.awaitWhole();
    restocking = Restocking.begin(site, Size.partitions());
    calm();
  }

  /** Of a node that has served clients: one with which all others start. */
  private void leave(ClassArchive archive) throws IOException, InterruptedException {
    cluster.add(1);
    Products.ofEach(site, Size.partitions());
    cluster.remove(1);
    archive.requireLeft();
  }

  /** Starts {@code nodes} of what is built in {@code project}; returns when clients are at work. */
  static BusyCluster start(Path project, String name, int nodes)
      throws IOException, InterruptedException {
    TemporaryDirectory directory = TemporaryDirectory.create(name);
    ClassArchive archive = ClassArchive.in(directory.path());
    FaultCluster cluster =
        FaultCluster.deployed(
            project, directory.path(), new Loopback(NODES, FIRST_ADDRESS), archive.java(HEAP));
    try {
      return new BusyCluster(directory, cluster, archive, nodes);
    } catch (RuntimeException | IOException | InterruptedException failure) {
      cluster.close();
      directory.close();
      throw failure;
    }
  }

  /** What it is, for people, with so many {@code nodes}, in words. */
  static String about(String nodes) {
    return """
    %s packaged nodes, each a JVM with a heap of 640 MiB and the archive of classes that an earlier node has left, as `./sillok start` has it, over one Cassandra 5.0.9 (1 GiB), all on this machine; settings are those that a node comes with, \
    `split-brain-resolver.stable-after` of 7 s among them. A client for each of the %d partitions sends `restock` to a product of it, %d ms after the last was answered, under an `Idempotency-Key`, \
    and again at the next node when one fails. Nodes in a restart share the cores with all others, so their times are those of a busy machine.\
    """
        .formatted(nodes, Size.partitions(), Restocking.PAUSE_MILLIS);
  }

  FaultCluster cluster() {
    return cluster;
  }

  Timeline timeline() {
    return timeline;
  }

  Restocking restocking() {
    return restocking;
  }

  /** The nodes, that which has been there for longest first: it places partitions. */
  List<FaultNode> byAge() {
    return cluster.byAge();
  }

  /** Starts nodes that have ended; returns when all have their shares. */
  void bringBack() {
    cluster.bringBack();
    cluster.awaitEven();
  }

  /**
   * What clients notice while {@code change} goes on, and for a moment after: commands and their
   * latencies, how long partitions were away, and which tries were made again.
   *
   * @throws IOException if a command failed for good
   */
  Sample during(Change change) throws IOException, InterruptedException {
    restocking.reset();
    Map<String, Long> reasons = timeline.reasons();
    long startNanos = System.nanoTime();
    long from = timeline.now();
    Map<String, Double> figures = change.make();
    calm();
    long to = timeline.now();
    Sample sample =
        restocking
            .since(startNanos)
            .with(figures)
            .with(new Waits(timeline.longestGaps(from, to).values()).figures())
            .with(Retries.between(reasons, timeline.reasons()).figures())
            .with(Map.of("gap s", Waits.seconds(timeline.longestGap(from, to))));
    restocking.requireNoFailure();
    return sample;
  }

  /** Something that is done to the cluster. */
  @FunctionalInterface
  interface Change {

    /** Does it; answers figures of its own. */
    Map<String, Double> make();
  }

  /**
   * Ends the clients, and looks whether all that was acknowledged has taken effect, once.
   *
   * @return what was looked at, in a sentence
   * @throws IOException if it has not, or if a command failed for good
   */
  String verify() throws IOException {
    try {
      return restocking.verify();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while all was looked at", interrupted);
    }
  }

  /** Lets it work in peace for a while. */
  void calm() throws InterruptedException {
    TimeUnit.SECONDS.sleep(CALM_SECONDS);
  }

  @Override
  public void close() throws IOException {
    site.close();
    cluster.close();
    directory.close();
  }
}
