package io.sillok.node.cli;

import io.sillok.node.NodeConfig;
import io.sillok.node.SillokNode;
import io.sillok.node.StartException;
import io.sillok.node.cli.client.ExitCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** A node that lives as long as the process, and is stopped gracefully with it. */
final class ForegroundNode implements AutoCloseable {

  private final SillokNode node;
  private final Terminal terminal;
  private final Thread stopsWithProcess = new Thread(this::stopWithProcess, "stop");
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Queue<Runnable> beforeStop = new ConcurrentLinkedQueue<>();

  private ForegroundNode(SillokNode node, Terminal terminal) {
    this.node = node;
    this.terminal = terminal;
  }

  /**
   * @throws StartException saying why the node could not start
   */
  static ForegroundNode start(NodeConfig config, Terminal terminal) {
    LoggerFactory.getILoggerFactory(); // before many threads want it at once, which it tells
    ForegroundNode started = new ForegroundNode(SillokNode.start(config), terminal);
    Runtime.getRuntime().addShutdownHook(started.stopsWithProcess);
    Thread.ofVirtual().start(started::noticeStop);
    return started;
  }

  /** Where clients of this machine reach it. */
  String url() {
    InetSocketAddress address = node.address();
    InetAddress ip = address.getAddress();
    String host =
        ip == null || ip.isAnyLocalAddress() ? NodeConfig.DEFAULT_HOST : ip.getHostAddress();
    return "%s://%s:%d"
        .formatted(
            node.secured() ? "https" : "http",
            host.contains(":") ? "[" + host + "]" : host,
            address.getPort());
  }

  /** Has {@code work} done before the node stops. */
  void beforeStop(Runnable work) {
    beforeStop.add(work);
  }

  /** Returns when the node stops, whoever stops it. */
  void awaitStop() throws InterruptedException {
    stopping.await();
  }

  /** Returns when the node stops, or after this time; answers whether it stops. */
  boolean awaitStop(Duration atMost) throws InterruptedException {
    return stopping.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Whether the others went on without it. */
  boolean wasDowned() {
    return node.wasDowned();
  }

  /** Stops it gracefully, unless the process is ending and does so anyway. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(stopsWithProcess);
    } catch (IllegalStateException ending) {
      return;
    }
    stop();
  }

  private void stop() {
    stopping.countDown();
    beforeStop.forEach(Runnable::run);
    node.stop();
  }

  private void noticeStop() {
    try {
      node.awaitStop();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      stopping.countDown();
    }
  }

  /**
   * Runs when the process was told to end. Ends it with 0 after a graceful stop: the process did
   * what it was told, and a supervisor shall not take that for a crash.
   */
  private void stopWithProcess() {
    int exitCode = ExitCode.FAILED;
    try {
      stop();
      exitCode = ExitCode.OK;
    } catch (RuntimeException failure) {
      terminal.err().println("sillok: did not stop cleanly: " + failure);
    } finally {
      Runtime.getRuntime().halt(exitCode);
    }
  }
}
