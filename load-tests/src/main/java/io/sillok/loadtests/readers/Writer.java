package io.sillok.loadtests.readers;

import io.sillok.loadtests.append.Appending;
import io.sillok.loadtests.server.Target;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Appends one batch behind the other in a thread of its own, and knows when it sent each. */
final class Writer {

  private static final int BATCH = 500;

  private final Map<Long, Long> sentNanos = new ConcurrentHashMap<>();
  private final FutureTask<Long> writing;
  private volatile boolean stopped;

  private Writer(Target node, String stream) {
    writing = new FutureTask<>(() -> write(node, stream));
  }

  static Writer start(Target node, String stream) {
    Writer writer = new Writer(node, stream);
    Thread.ofPlatform().daemon().start(writer.writing);
    return writer;
  }

  private long write(Target node, String stream) throws IOException {
    long[] batch = new long[BATCH];
    long next = 0;
    try (Appending appending = Appending.open(node, stream)) {
      while (!stopped) {
        sentNanos.put(next, System.nanoTime());
        for (int index = 0; index < BATCH; index++) {
          batch[index] = next++;
        }
        appending.append(batch);
      }
    }
    return next;
  }

  /**
   * How long ago event {@code number} was sent, if it is the first of a batch; else less than 0.
   */
  long ageNanos(long number) {
    if (number % BATCH != 0) {
      return -1;
    }
    Long sent = sentNanos.remove(number);
    return sent == null ? -1 : System.nanoTime() - sent;
  }

  /** Stops and returns how many events stand. */
  long stop() throws IOException, InterruptedException {
    stopped = true;
    try {
      return writing.get();
    } catch (ExecutionException failed) {
      throw new IOException("Appending failed", failed.getCause());
    }
  }
}
