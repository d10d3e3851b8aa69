package io.sillok.loadtests.gateway;

import io.sillok.loadtests.Fork;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server process on a free port of this machine. */
record Server(Process process, int port) implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final long STOP_SECONDS = 30;
  private static final long POLL_MILLIS = 100;

  /** How to start a server on a port. */
  interface Starter {
    Process start(int port) throws IOException;
  }

  static Server start(Starter starter) throws IOException {
    int port = freePort();
    return new Server(starter.start(port), port);
  }

  /** A node with the storefront on the embedded store in {@code data}. */
  static Server node(Path project, Path data) throws IOException {
    return start(port ->
        new ProcessBuilder(
                List.of(
                    Fork.java(),
                    "-jar",
                    project.resolve("node/target/sillok.jar").toString(),
                    "start",
                    "--data",
                    data.toString(),
                    "--port",
                    Integer.toString(port),
                    "--modules",
                    project.resolve("examples/storefront/target/storefront.jar").toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Waits until {@code path} answers 200. */
  void awaitAnswer(String path) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!answers(path)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("The server on port %d did not answer %s".formatted(port, path));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** Sends one request, on a connection of its own, that must succeed. */
  void expectOk(String method, String path, String body) throws IOException {
    try (HttpConnection connection = new HttpConnection(port)) {
      int status = connection.send(HttpConnection.request(method, path, body));
      if (status != 200) {
        throw new IOException("%s %s answered %d".formatted(method, path, status));
      }
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers(String path) {
    try {
      expectOk("GET", path, "");
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
