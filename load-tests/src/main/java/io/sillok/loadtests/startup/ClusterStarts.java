package io.sillok.loadtests.startup;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.faults.cluster.ClassArchive;
import io.sillok.loadtests.faults.cluster.FaultCluster;
import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.cluster.Loopback;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts of nodes of a cluster over Cassandra, whose tables are there. */
final class ClusterStarts implements AutoCloseable {

  private static final int NODES = 3;
  private static final int FIRST_ADDRESS = 71;

  private final TemporaryDirectory directory = TemporaryDirectory.create("start-up-cluster");
  private final FaultCluster cluster;
  private final ClassArchive archive;
  private final Launch launch;

  ClusterStarts(Path project, Launch launch) throws IOException {
    this.launch = launch;
    archive = ClassArchive.in(directory.path());
    cluster =
        FaultCluster.deployed(
            project,
            directory.path(),
            new Loopback(NODES, FIRST_ADDRESS),
            archive.java(Starts.HEAP));
    cluster.add(1); // makes the tables
    cluster.remove(1);
    archive.requireLeft();
  }

  /** Whether nodes have the archive of classes from now on. */
  ClusterStarts with(boolean archived) throws IOException {
    archive.use(archived);
    return this;
  }

  /** Has no node run. */
  void beforeFirst() {
    cluster.members().forEach(member -> cluster.remove(member.number()));
  }

  /** The first node of the list of seeds. */
  Sample first() throws IOException, InterruptedException {
    return start(1);
  }

  /** Has the first two nodes run, and no third. */
  void beforeThird() {
    List<Integer> there = cluster.members().stream().map(FaultNode::number).toList();
    for (int number = 1; number < NODES; number++) {
      if (!there.contains(number)) {
        cluster.add(number);
      }
    }
    if (there.contains(NODES)) {
      cluster.remove(NODES);
    }
    cluster.awaitWhole();
  }

  /** A node that joins the others. */
  Sample third() throws IOException, InterruptedException {
    return start(NODES);
  }

  private Sample start(int number) throws IOException, InterruptedException {
    long start = System.nanoTime();
    cluster.begin(number);
    FaultNode node = cluster.node(number);
    return launch.measure(start, node.processId(), node.url());
  }

  @Override
  public void close() throws IOException {
    cluster.close();
    directory.close();
  }
}
