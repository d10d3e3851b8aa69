package io.sillok.loadtests;

import io.sillok.loadtests.Comparison.Sample;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts operations and their latencies from many threads. */
public final class Meter {

  private static final int SIGNIFICANT_DIGITS = 3;
  private static final long FIRST_WITHIN_SECONDS = 60;
  private static final long POLL_MILLIS = 20;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Recorder recorder = new Recorder(SIGNIFICANT_DIGITS);
  private final LongAdder total = new LongAdder();

  /** An operation that began at {@code startNanos} of {@link System#nanoTime()} has ended. */
  public void record(long startNanos) {
    recordNanos(System.nanoTime() - startNanos);
  }

  /** An operation took so long. */
  public void recordNanos(long nanos) {
    recorder.recordValue(Math.max(0, nanos));
    total.increment();
  }

  /** Operations since the beginning, warm-up included. */
  public long total() {
    return total.sum();
  }

  /** Forgets what was recorded. */
  public void reset() {
    recorder.reset();
  }

  /** Waits until something was done, and {@code seconds} more. */
  public void warmUp(int seconds) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(FIRST_WITHIN_SECONDS);
    while (total() == 0 && System.nanoTime() < giveUp) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    TimeUnit.SECONDS.sleep(seconds);
  }

  /**
   * Measures the work that goes on for {@code seconds}.
   *
   * @throws IllegalStateException if nothing was done in that time
   */
  public Sample measure(int seconds) throws InterruptedException {
    reset();
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    return since(start);
  }

  /**
   * What was recorded since the last measurement, as if it began at {@code startNanos}.
   *
   * @throws IllegalStateException if nothing was
   */
  public Sample since(long startNanos) {
    Histogram histogram = recorder.getIntervalHistogram();
    double elapsed = (System.nanoTime() - startNanos) / 1e9;
    if (histogram.getTotalCount() == 0) {
      throw new IllegalStateException("Nothing was done in %.1f s".formatted(elapsed));
    }
    return new Sample(
        histogram.getTotalCount() / elapsed,
        histogram.getValueAtPercentile(50) / NANOS_PER_MILLI,
        histogram.getValueAtPercentile(99) / NANOS_PER_MILLI,
        histogram.getTotalCount(),
        new TreeMap<>(Map.of("max ms", histogram.getMaxValue() / NANOS_PER_MILLI)));
  }
}
