package io.sillok.node.cli.append;

import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient.Answer;
import io.sillok.node.cli.client.NodeUnreachable;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Asks a node again, ever less often, until it answers or patience is at its end. */
final class Attempts {

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5000;

  private final Duration patience;
  private final BiConsumer<String, Duration> waits;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Random random = new Random();
  private long lastSuccess = System.nanoTime();
  private long pauseMillis = FIRST_PAUSE_MILLIS;

  /**
   * @param patience how long to go on without a success
   * @param waits told why and for how long it goes on, each time before it waits
   */
  Attempts(Duration patience, BiConsumer<String, Duration> waits) {
    this.patience = patience;
    this.waits = waits;
  }

  /** That nothing more is to be done. */
  static final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppedException() {
      super("stopped", null, false, false);
    }
  }

  /** Has it end after the answer that it waits for. Thread-safe. */
  void stop() {
    stop.countDown();
  }

  boolean isStopped() {
    return stop.getCount() == 0;
  }

  /**
   * The first answer that is about the question and not about the state of the node.
   *
   * @throws CommandFailure when patience is at its end
   * @throws StoppedException if it was stopped meanwhile
   */
  Answer ask(Supplier<Answer> question) {
    while (true) {
      try {
        Answer answer = question.get();
        if (!maySucceedLater(answer.status())) {
          return answer;
        }
        pause(CommandFailure.ofProblem(answer.status(), answer.body()).text(), answer.retryAfter());
      } catch (NodeUnreachable unreachable) {
        pause(unreachable.text(), Optional.empty());
      }
    }
  }

  /** Notes that something went well: patience begins anew. */
  void succeeded() {
    lastSuccess = System.nanoTime();
    pauseMillis = FIRST_PAUSE_MILLIS;
  }

  /** Waits before the next attempt. */
  void pause(String reason, Optional<Duration> atLeast) {
    long left =
        patience.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastSuccess);
    if (left <= 0) {
      throw new CommandFailure(
          ExitCode.FAILED, "gave up after %d s: %s".formatted(patience.toSeconds(), reason));
    }
    waits.accept(reason, Duration.ofMillis(left));
    long pause = pauseMillis / 2 + random.nextLong(pauseMillis); // not all clients at once
    long asked = atLeast.map(Duration::toMillis).orElse(0L);
    pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    try {
      if (stop.await(Math.min(Math.max(pause, asked), left), TimeUnit.MILLISECONDS)) {
        throw new StoppedException();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    }
  }

  private static boolean maySucceedLater(int status) {
    return switch (status) {
      case 408, 429, 502, 503, 504 -> true;
      default -> false;
    };
  }
}
