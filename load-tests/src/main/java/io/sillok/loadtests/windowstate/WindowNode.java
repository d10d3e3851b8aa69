package io.sillok.loadtests.windowstate;

import io.sillok.loadtests.JavaHeap;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.Usage;
import io.sillok.loadtests.http.Server;
import io.sillok.loadtests.window.NodeProjections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A node that is killed and started again on the same directory, and looked into meanwhile. */
final class WindowNode implements AutoCloseable {

  /** What its JVM may use. */
  static final String HEAP = "-Xmx2g";

  private static final long ENDED_WITHIN_SECONDS = 30;

  private final Path project;
  private final TemporaryDirectory directory;
  private Server server;
  private NodeProjections projections;

  private WindowNode(
      Path project, TemporaryDirectory directory, Server server, NodeProjections projections) {
    this.project = project;
    this.directory = directory;
    this.server = server;
    this.projections = projections;
  }

  /** A new one that is ready. */
  static WindowNode start(Path project) throws IOException, InterruptedException {
    TemporaryDirectory directory = TemporaryDirectory.create("windows");
    Server server = server(project, directory.path());
    return new WindowNode(project, directory, server, new NodeProjections(server.port()));
  }

  private static Server server(Path project, Path data) throws IOException, InterruptedException {
    Server server =
        Server.node(
            project,
            data,
            List.of(HEAP, "-XX:+UseG1GC", "-Dsillok.persistence.partitions=" + Size.partitions()));
    server.awaitAnswer("/health/ready");
    return server;
  }

  /** Ends the process at once, as {@code kill -9} does. */
  void kill() throws IOException, InterruptedException {
    server.process().destroyForcibly();
    if (!server.process().waitFor(ENDED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("The node is still there after it was killed");
    }
  }

  /** Starts it again after it was killed; returns when it is ready. */
  void startAgain() throws IOException, InterruptedException {
    server = server(project, directory.path());
    projections = new NodeProjections(server.port());
  }

  /** Deletes what windows hold, as if the disk of a killed node was lost, but not the log. */
  void loseWindows() throws IOException {
    new TemporaryDirectory(windows()).close();
  }

  NodeProjections projections() {
    return projections;
  }

  int port() {
    return server.port();
  }

  /** Bytes of its heap that are in use, after a collection. */
  double liveBytes() throws InterruptedException {
    return JavaHeap.liveBytes(server.process().pid());
  }

  double residentBytes() {
    return new Usage(List.of(server.process().pid())).residentBytes();
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
    return directory.path().resolve("projections");
  }

  @Override
  public void close() throws IOException {
    server.close();
    directory.close();
  }
}
