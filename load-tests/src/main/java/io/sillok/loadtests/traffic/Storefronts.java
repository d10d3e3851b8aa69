package io.sillok.loadtests.traffic;

import io.sillok.loadtests.faults.cluster.ClassArchive;
import io.sillok.loadtests.faults.cluster.FaultCluster;
import io.sillok.loadtests.faults.cluster.Loopback;
import io.sillok.loadtests.http.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The nodes that users come to.
 *
 * @param about what they are, in words
 */
record Storefronts(List<URI> urls, String about, Stop stop) implements AutoCloseable {

  private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g");

  /** Of each of several. */
  private static final String NODE_HEAP = "640m";

  /** How they end. */
  interface Stop {
    void stop() throws IOException;
  }

  Storefronts {
    urls = List.copyOf(urls);
  }

  /**
   * Those that are asked for, ready to serve.
   *
   * @param directory for the data of those that are started
   */
  static Storefronts of(Path project, Path directory, Asked asked)
      throws IOException, InterruptedException {
    if (!asked.urls().isEmpty()) {
      return new Storefronts(asked.urls(), "nodes that ran before", () -> {});
    }
    return asked.nodes() == 1
        ? single(project, directory)
        : cluster(project, directory, asked.nodes());
  }

  private static Storefronts single(Path project, Path directory)
      throws IOException, InterruptedException {
    Server server = Server.node(project, directory.resolve("data"), HEAP);
    server.awaitAnswer("/health/ready");
    return new Storefronts(
        List.of(URI.create("http://127.0.0.1:" + server.port())),
        "one node on the embedded store, 1 GiB of heap",
        server::close);
  }

  private static Storefronts cluster(Path project, Path directory, int nodes) throws IOException {
    ClassArchive archive = ClassArchive.in(directory);
    FaultCluster cluster =
        FaultCluster.deployed(project, directory, new Loopback(nodes), archive.java(NODE_HEAP));
    try {
      for (int number = 1; number <= nodes; number++) {
        cluster.add(number);
      }
      cluster.awaitWhole();
    } catch (RuntimeException failure) {
      cluster.close();
      throw failure;
    }
    return new Storefronts(
        cluster.urls(),
        "%d nodes over one Cassandra, each as it is deployed, 640 MiB of heap".formatted(nodes),
        cluster::close);
  }

  @Override
  public void close() throws IOException {
    stop.stop();
  }
}
