package io.sillok.node.cli.demo;

import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.NodeClient.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Sends a shop's commands to a node at a steady rate, one after the other, until it is closed. */
public final class Traffic implements AutoCloseable {

  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final NodeClient node;
  private final Shop shop = new Shop(new Random());
  private final Tally tally = new Tally();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("demo-traffic").daemon().factory());

  public Traffic(NodeClient node) {
    this.node = node;
  }

  /** What was sent so far, and what came of it. */
  public Tally tally() {
    return tally;
  }

  /**
   * Fills the shelves, serves the first customers, and returns.
   *
   * @throws CommandFailure if the node cannot be reached
   */
  public void open() {
    shop.opening().forEach(this::send);
  }

  /**
   * Starts sending and returns.
   *
   * @param perSecond commands, from 1
   */
  public void start(int perSecond) {
    ScheduledFuture<?> unused = // close() ends it
        clock.scheduleAtFixedRate(
            this::sendNext, 0, NANOS_PER_SECOND / perSecond, TimeUnit.NANOSECONDS);
  }

  /** Finishes the command under way and sends no more. */
  @Override
  public void close() {
    clock.shutdown();
    try {
      clock.awaitTermination(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendNext() {
    try {
      send(shop.next());
    } catch (RuntimeException unreachable) {
      tally.failed();
    }
  }

  private void send(Order order) {
    long start = System.nanoTime();
    Answer answer = node.answerTo(order.path(), order.body(), Map.of());
    tally.answered(order.command(), answer, System.nanoTime() - start);
  }
}
