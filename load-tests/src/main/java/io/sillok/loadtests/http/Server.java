package io.sillok.loadtests.http;

import io.sillok.loadtests.Fork;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server process on a free port of this machine. */
public record Server(Process process, int port) implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);
  private static final long STOP_SECONDS = 30;
  private static final long POLL_MILLIS = 100;
  private static final int HUNDRED = 100;

  /** How to start a server on a port. */
  public interface Starter {
    Process start(int port) throws IOException;
  }

  /** Starts what {@code starter} starts; it does not outlive this JVM when that ends in order. */
  public static Server start(Starter starter) throws IOException {
    int port = freePort();
    Process process = starter.start(port);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Server(process, port);
  }

  /** A node with the storefront on the embedded store in {@code data}. */
  public static Server node(Path project, Path data) throws IOException {
    return node(project, data, List.of());
  }

  /**
   * A node with the storefront.
   *
   * @param data holds the embedded store, unless the options name another one
   * @param options of its JVM
   */
  public static Server node(Path project, Path data, List<String> options) throws IOException {
    return start(port -> {
      List<String> command = new ArrayList<>(List.of(Fork.java()));
      command.addAll(options);
      command.addAll(
          List.of(
              "-jar",
              project.resolve("node/target/sillok.jar").toString(),
              "start",
              "--data",
              data.toString(),
              "--port",
              Integer.toString(port),
              "--modules",
              project.resolve("examples/storefront/target/storefront.jar").toString()));
      return new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    });
  }

  /** Waits until {@code path} answers 200. */
  public void awaitAnswer(String path) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!answers(path)) {
      requireAlive();
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "The server on port %d did not answer %s within %d s"
                .formatted(port, path, START.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /**
   * Looks whether the process is still there.
   *
   * @throws IOException if it has ended
   */
  public void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "The server ended with exit code %d; if another process took port %d meanwhile, run it again"
              .formatted(process.exitValue(), port));
    }
  }

  /** Sends one request, on a connection of its own, that must succeed. */
  public void expectOk(String method, String path, String body) throws IOException {
    try (HttpConnection connection = new HttpConnection(port)) {
      Answer answer = connection.exchange(HttpConnection.request(method, path, body));
      if (answer.status() / HUNDRED != 2) {
        throw new IOException(
            "%s %s answered %d: %s".formatted(method, path, answer.status(), answer.text()));
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

  /** A port that nobody listens on at present. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
