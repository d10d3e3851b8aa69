package io.sillok.loadtests.availability;

import io.sillok.loadtests.Size;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.faults.cluster.ClusterSettings;
import io.sillok.loadtests.faults.cluster.Databases;
import io.sillok.loadtests.faults.cluster.FaultCluster;
import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.cluster.Loopback;
import io.sillok.loadtests.faults.timeline.Timeline;
import io.sillok.loadtests.faults.workload.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Three nodes as they are deployed, over one Cassandra, with clients at work on each partition. */
final class BusyCluster implements AutoCloseable {

  /** What it is, for people. */
  static final String ABOUT =
      """
      Three packaged nodes, each a JVM with a heap of 640 MiB, over one Cassandra 5.0.9 (1 GiB), all on this machine; settings are those that a node comes with, \
      `split-brain-resolver.stable-after` of 7 s among them. A client for each of the %d partitions sends `restock` to a product of it, %d ms after the last was answered, under an `Idempotency-Key`, \
      and again at the next node when one fails. Nodes in a restart share the cores with all others, so their times are those of a busy machine.\
      """
          .formatted(Size.partitions(), Restocking.PAUSE_MILLIS);

  private static final int NODES = 3;
  private static final int FIRST_ADDRESS = 71;
  private static final int CASSANDRA_MEGABYTES = 1024;
  private static final String HEAP = "640m";
  private static final long CALM_SECONDS = 3;

  private final TemporaryDirectory directory;
  private final Databases databases;
  private final FaultCluster cluster;
  private final Timeline timeline = new Timeline();
  private final List<FaultNode> byAge = new ArrayList<>();
  private final Site site;
  private final Restocking restocking;

  private BusyCluster(TemporaryDirectory directory, Databases databases, FaultCluster cluster)
      throws IOException, InterruptedException {
    this.directory = directory;
    this.databases = databases;
    this.cluster = cluster;
    for (int number = 1; number <= NODES; number++) {
      cluster.add(number);
      byAge.add(cluster.node(number));
    }
    cluster.awaitWhole();
    site = new Site(cluster.urls(), timeline);
    restocking = Restocking.begin(site, Size.partitions());
    calm();
  }

  /** Starts what is built in {@code project}; returns when clients are at work. */
  static BusyCluster start(Path project, String name) throws IOException, InterruptedException {
    TemporaryDirectory directory = TemporaryDirectory.create(name);
    Databases databases = Databases.single(CASSANDRA_MEGABYTES, directory.path());
    FaultCluster cluster =
        FaultCluster.over(
            databases,
            project,
            directory.path(),
            new Loopback(NODES, FIRST_ADDRESS),
            new ClusterSettings(
                "measured",
                "sillok.persistence.partitions = %d\n".formatted(Size.partitions()),
                ClusterSettings.deployed(HEAP),
                List.of()));
    try {
      return new BusyCluster(directory, databases, cluster);
    } catch (RuntimeException | IOException | InterruptedException failure) {
      cluster.close();
      databases.close();
      directory.close();
      throw failure;
    }
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
    return List.copyOf(byAge);
  }

  /** Starts nodes that have ended; returns when all have their shares. */
  void bringBack() {
    List<FaultNode> back = cluster.bringBack();
    byAge.removeAll(back);
    byAge.addAll(back);
    cluster.awaitWhole();
  }

  /** Lets it work in peace for a while. */
  void calm() throws InterruptedException {
    TimeUnit.SECONDS.sleep(CALM_SECONDS);
  }

  @Override
  public void close() throws IOException {
    site.close();
    cluster.close();
    databases.close();
    directory.close();
  }
}
