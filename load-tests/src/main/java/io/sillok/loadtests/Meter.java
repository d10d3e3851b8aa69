package io.sillok.loadtests;

import io.sillok.loadtests.Comparison.Sample;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts operations and their latencies from many threads. */
public final class Meter {

  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Recorder recorder = new Recorder(SIGNIFICANT_DIGITS);

  /** An operation that began at {@code startNanos} of {@link System#nanoTime()} has ended. */
  public void record(long startNanos) {
    recorder.recordValue(System.nanoTime() - startNanos);
  }

  /**
   * Lets the work warm up, then measures it.
   *
   * @throws IllegalStateException if nothing was done in the measured time
   */
  public Sample measure(int warmUpSeconds, int seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(warmUpSeconds);
    recorder.reset();
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    Histogram histogram = recorder.getIntervalHistogram();
    double elapsed = (System.nanoTime() - start) / 1e9;
    if (histogram.getTotalCount() == 0) {
      throw new IllegalStateException("Nothing was done in %.1f s".formatted(elapsed));
    }
    return new Sample(
        histogram.getTotalCount() / elapsed,
        histogram.getValueAtPercentile(50) / NANOS_PER_MILLI,
        histogram.getValueAtPercentile(99) / NANOS_PER_MILLI,
        histogram.getTotalCount());
  }
}
