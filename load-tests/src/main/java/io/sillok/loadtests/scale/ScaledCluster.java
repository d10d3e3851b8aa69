package io.sillok.loadtests.scale;

import io.sillok.loadtests.Size;
import io.sillok.loadtests.faults.cluster.ClusterSettings;
import io.sillok.loadtests.faults.cluster.Databases;
import io.sillok.loadtests.faults.cluster.FaultCluster;
import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.cluster.Loopback;
import io.sillok.loadtests.http.Server;
import io.sillok.loadtests.server.Target;
import io.sillok.loadtests.server.Target.Kind;
import io.sillok.loadtests.usage.Costs;
import io.sillok.loadtests.usage.ProcessorCosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Nodes that are there for all samples, so that they are warm; clients are spread over all of them.
 */
final class ScaledCluster implements AutoCloseable {

  static final String NODES = "nodes";
  static final String STORE = "Cassandra";
  static final String HEAP = "640m";

  /** Clusters are at addresses of their own: 71, 73 and 76 are the first of each. */
  private static final int FIRST_ADDRESS = 70;

  private final FaultCluster cluster;
  private final Databases databases;

  private ScaledCluster(FaultCluster cluster, Databases databases) {
    this.cluster = cluster;
    this.databases = databases;
  }

  /** Starts so many nodes, with a keyspace of their own. */
  static ScaledCluster start(Path project, Path directory, Databases databases, int nodes)
      throws IOException {
    List<Integer> ports = new ArrayList<>();
    for (int number = 0; number < nodes; number++) {
      ports.add(Server.freePort());
    }
    FaultCluster cluster =
        FaultCluster.over(
            databases,
            project,
            Files.createDirectories(directory.resolve("nodes-" + nodes)),
            new Loopback(nodes, FIRST_ADDRESS + nodes * (nodes + 1) / 2),
            new ClusterSettings(
                "nodes_" + nodes, Size.partitions(), ClusterSettings.deployed(HEAP), ports));
    try {
      for (int number = 1; number <= nodes; number++) {
        cluster.add(number);
      }
      cluster.awaitWhole();
    } catch (RuntimeException failure) {
      cluster.close();
      throw failure;
    }
    return new ScaledCluster(cluster, databases);
  }

  /** How many nodes it has. */
  int size() {
    return cluster.members().size();
  }

  /** The node that a client of this number asks. */
  Target node(int client) {
    List<FaultNode> members = cluster.members();
    FaultNode node = members.get(client % members.size());
    return new Target(Kind.SILLOK, node.url().getPort(), List.of(node.processId()));
  }

  /** Processor time of all nodes, of Cassandra and of clients. */
  Costs costs() {
    return new ProcessorCosts(
        Map.of(
            NODES,
            cluster.members().stream().map(FaultNode::processId).toList(),
            STORE,
            databases.servers().stream().map(server -> server.processId()).toList(),
            "client",
            List.of(ProcessHandle.current().pid())));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
