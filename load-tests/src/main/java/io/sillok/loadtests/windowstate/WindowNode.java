package io.sillok.loadtests.windowstate;

import io.sillok.loadtests.Size;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.server.KillableNode;
import io.sillok.loadtests.usage.JavaHeap;
import io.sillok.loadtests.usage.Usage;
import io.sillok.loadtests.window.NodeProjections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A node that is killed and started again on the same directory, and looked into meanwhile. */
final class WindowNode implements AutoCloseable {

  /** What its JVM may use. */
  static final String HEAP = "-Xmx2g";

  private final KillableNode node;
  private NodeProjections projections;

  private WindowNode(KillableNode node) {
    this.node = node;
    this.projections = new NodeProjections(node.port());
  }

  /** A new one that is ready. */
  static WindowNode start(Path project) throws IOException, InterruptedException {
    return new WindowNode(
        KillableNode.start(
            project,
            "windows",
            List.of(HEAP, "-XX:+UseG1GC", "-Dsillok.persistence.partitions=" + Size.partitions())));
  }

  /** Ends the process at once, as {@code kill -9} does. */
  void kill() throws IOException, InterruptedException {
    node.kill();
  }

  /** Starts it again after it was killed; returns when it is ready. */
  void startAgain() throws IOException, InterruptedException {
    node.startAgain();
    projections = new NodeProjections(node.port());
  }

  /** Deletes what windows hold, as if the disk of a killed node was lost, but not the log. */
  void loseWindows() throws IOException {
    new TemporaryDirectory(windows()).close();
  }

  NodeProjections projections() {
    return projections;
  }

  int port() {
    return node.port();
  }

  /** Bytes of its heap that are in use, after a collection. */
  double liveBytes() throws InterruptedException {
    return JavaHeap.liveBytes(node.process());
  }

  double residentBytes() {
    return new Usage(List.of(node.process())).residentBytes();
  }

  /** Bytes of the files that hold windows. */
  double windowsOnDisk() throws IOException {
    double bytes = 0;
    try (Stream<Path> files = Files.walk(windows())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += file.toFile().length(); // 0 for one that is gone meanwhile
      }
    }
    return bytes;
  }

  private Path windows() {
    return node.directory().resolve("projections");
  }

  @Override
  public void close() throws IOException {
    node.close();
  }
}
