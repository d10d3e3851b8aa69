package io.sillok.loadtests.readers;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.append.Appending;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.HdrHistogram.Histogram;

/** Events that go to all of many readers, one event behind the other. */
final class Deliveries {

  /** How many; the first finds a node that has not done so before. */
  static final int EVENTS = 20;

  private static final Duration SEEN_WITHIN = Duration.ofMinutes(1);
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double NANOS_PER_MILLI = 1e6;

  private final IdleReaders readers;
  private final Appending appending;
  private final int count;
  private final Histogram latencies = new Histogram(SIGNIFICANT_DIGITS);
  private final long[] toAllNanos = new long[EVENTS];

  /**
   * Of events that {@code appending} appends.
   *
   * @param count of the readers
   */
  Deliveries(IdleReaders readers, Appending appending, int count) {
    this.readers = readers;
    this.appending = appending;
    this.count = count;
  }

  /**
   * Appends each when all have seen the last.
   *
   * @throws IOException if a reader does not see one, or sees one twice
   */
  Sample measure() throws IOException, InterruptedException {
    for (int event = 0; event < EVENTS; event++) {
      deliver(event);
    }
    long[] warm = Arrays.copyOfRange(toAllNanos, 1, EVENTS);
    Arrays.sort(warm);
    double total = Arrays.stream(toAllNanos).sum() / 1e9;
    return new Sample(
        EVENTS * (double) count / total,
        latencies.getValueAtPercentile(50) / NANOS_PER_MILLI,
        latencies.getValueAtPercentile(99) / NANOS_PER_MILLI,
        EVENTS * (long) count,
        new TreeMap<>(
            Map.of(
                "first to all ms",
                toAllNanos[0] / NANOS_PER_MILLI,
                "to all ms",
                warm[warm.length / 2] / NANOS_PER_MILLI)));
  }

  private void deliver(int event) throws IOException, InterruptedException {
    long sent = System.nanoTime();
    FutureTask<Boolean> append =
        new FutureTask<>(() -> {
          appending.append(new long[] {event + 1L});
          return true;
        });
    Thread.ofPlatform().daemon().start(append);
    readers.listen(() -> readers.haveAllSeen(event + 1), SEEN_WITHIN);
    try {
      append.get();
    } catch (ExecutionException failed) {
      throw new IOException("Event %d was not appended".formatted(event), failed.getCause());
    }
    long[] seen = readers.dataNanos(event + 1);
    if (seen.length < count) {
      throw new IOException(
          "Only %,d of %,d readers saw each of %d events once within %d s"
              .formatted(seen.length, count, event + 1, SEEN_WITHIN.toSeconds()));
    }
    for (long nanos : seen) {
      latencies.recordValue(nanos - sent);
      toAllNanos[event] = Math.max(toAllNanos[event], nanos - sent);
    }
  }
}
