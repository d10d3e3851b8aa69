package io.sillok.loadtests.server;

import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.http.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node that is killed and started again on the same store. */
public final class KillableNode implements AutoCloseable {

  private static final long ENDED_WITHIN_SECONDS = 30;

  private final Path project;
  private final TemporaryDirectory directory;
  private final List<String> options;
  private Server server;

  private KillableNode(
      Path project, TemporaryDirectory directory, List<String> options, Server server) {
    this.project = project;
    this.directory = directory;
    this.options = options;
    this.server = server;
  }

  /**
   * A new one that is ready.
   *
   * @param name of its directory
   * @param options of its JVM
   */
  public static KillableNode start(Path project, String name, List<String> options)
      throws IOException, InterruptedException {
    TemporaryDirectory directory = TemporaryDirectory.create(name);
    return new KillableNode(
        project, directory, List.copyOf(options), launch(project, directory, options));
  }

  private static Server launch(Path project, TemporaryDirectory directory, List<String> options)
      throws IOException, InterruptedException {
    Server server = Server.node(project, directory.path(), options);
    server.awaitAnswer("/health/ready");
    return server;
  }

  /** Ends the process at once, as {@code kill -9} does. */
  public void kill() throws IOException, InterruptedException {
    server.process().destroyForcibly();
    if (!server.process().waitFor(ENDED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("The node is still there after it was killed");
    }
  }

  /** Starts it again after it was killed; returns when it is ready. */
  public void startAgain() throws IOException, InterruptedException {
    server = launch(project, directory, options);
  }

  /** Where it listens, until it is started again. */
  public int port() {
    return server.port();
  }

  /** The operating system's number of its process. */
  public long process() {
    return server.process().pid();
  }

  /** What it keeps in files. */
  public Path directory() {
    return directory.path();
  }

  @Override
  public void close() throws IOException {
    server.close();
    directory.close();
  }
}
