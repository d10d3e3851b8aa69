package io.sillok.loadtests;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.usage.Costs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Clients that each begin their next step when the last one has ended. */
public final class ClosedLoop {

  private static final Duration FIRST_WITHIN = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 5;

  private final Meter steps = new Meter();
  private final LongAdder operations = new LongAdder();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;
  private volatile long lastNanos;

  private ClosedLoop() {}

  /** What one client does again and again. */
  public interface Client extends AutoCloseable {

    /** That there is nothing more to do. */
    int ENDED = -1;

    /** Returns how many operations it did, 0 if there were none to do yet, or {@link #ENDED}. */
    int step() throws Exception;

    @Override
    void close() throws IOException;
  }

  /** Makes clients. */
  public interface Opening {
    Client open(int number) throws Exception;
  }

  /**
   * Measures operations per second, and the latency of steps.
   *
   * @param costs such as the processor time of servers
   * @throws IOException if a step failed
   */
  public static Sample measure(
      int clients, Opening opening, Duration warmUp, Duration measured, Costs costs)
      throws IOException, InterruptedException {
    ClosedLoop loop = new ClosedLoop();
    List<Thread> threads = new ArrayList<>();
    loop.running.set(clients);
    for (int number = 0; number < clients; number++) {
      int client = number;
      threads.add(Thread.ofPlatform().daemon().start(() -> loop.run(opening, client)));
    }
    Sample sample;
    try {
      sample = loop.sample(warmUp, measured, costs);
    } finally {
      loop.stopped = true;
      for (Thread thread : threads) {
        thread.join();
      }
    }
    loop.requireNoFailure();
    return sample;
  }

  private Sample sample(Duration warmUp, Duration measured, Costs costs)
      throws IOException, InterruptedException {
    await(FIRST_WITHIN, true);
    await(warmUp, false);
    requireNoFailure();
    if (running.get() == 0) {
      throw new IOException(
          "All was done within the warm-up; SILLOK_LOAD_EVENTS must be more than %,d"
              .formatted(operations.sum()));
    }
    Costs.Counted counted = costs.begin();
    steps.reset();
    long done = -operations.sum();
    long start = System.nanoTime();
    await(measured, false);
    long end = running.get() == 0 ? lastNanos : System.nanoTime();
    done += operations.sum();
    Map<String, Double> each = counted.each(done);
    requireNoFailure();
    Sample latencies = steps.since(start);
    Map<String, Double> extras = new TreeMap<>(latencies.extras());
    extras.putAll(each);
    return new Sample(
        done * 1e9 / (end - start),
        latencies.p50Millis(),
        latencies.p99Millis(),
        done,
        new TreeMap<>(extras));
  }

  /**
   * Waits so long, or until nobody works any more, or, if {@code first}, until something was done.
   */
  private void await(Duration time, boolean first) throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    while (running.get() > 0 && System.nanoTime() < until && !(first && operations.sum() > 0)) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private void run(Opening opening, int number) {
    try (Client client = opening.open(number)) {
      while (!stopped) {
        long start = System.nanoTime();
        int done = client.step();
        if (done == Client.ENDED) {
          return;
        }
        if (done > 0) {
          steps.record(start);
          operations.add(done);
          lastNanos = System.nanoTime();
        }
      }
    } catch (Exception e) {
      failure.compareAndSet(null, e);
      stopped = true;
    } finally {
      running.decrementAndGet();
    }
  }

  private void requireNoFailure() throws IOException {
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IOException("A step failed: " + failed.getMessage(), failed);
    }
  }
}
