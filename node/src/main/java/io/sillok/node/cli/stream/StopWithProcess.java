package io.sillok.node.cli.stream;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has work end well when the process is told to end, such as by Ctrl-C. */
final class StopWithProcess implements AutoCloseable {

  /** Longer, and what is under way has to be found out the next time. */
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private StopWithProcess(Runnable stop) {
    this.hook =
        new Thread(
            () -> {
              stop.run();
              awaitDone();
            },
            "stop");
  }

  /** Has {@code stop} called, and the process wait for the end of the work. */
  static StopWithProcess calling(Runnable stop) {
    StopWithProcess stopping = new StopWithProcess(stop);
    Runtime.getRuntime().addShutdownHook(stopping.hook);
    return stopping;
  }

  /** The work has ended, and said what there was to say. */
  void done() {
    done.countDown();
  }

  @Override
  public void close() {
    done();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // it does what it is for
    }
  }

  private void awaitDone() {
    try {
      done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
