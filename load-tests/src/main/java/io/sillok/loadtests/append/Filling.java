package io.sillok.loadtests.append;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.event.PageViews;
import io.sillok.loadtests.server.Declared;
import io.sillok.loadtests.server.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes a stream with events 0 to before some number, those of a product in their order. */
public final class Filling {

  /** Each appends the events of its own products; so many share the products evenly. */
  private static final int CONNECTIONS = 4;

  private static final int BATCH = 1000;

  private Filling() {}

  /** Declares {@code stream} and fills it; the sample is how fast. */
  public static Sample fill(Target target, String stream, long events)
      throws IOException, InterruptedException {
    Declared.stream(target, stream);
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<?>> parts = new ArrayList<>();
      for (int part = 0; part < CONNECTIONS; part++) {
        int mine = part;
        parts.add(threads.submit(() -> fill(target, stream, events, mine)));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException failed) {
      throw new IOException("Stream %s was not filled".formatted(stream), failed.getCause());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Sample(events / seconds, Double.NaN, Double.NaN, events);
  }

  private static Void fill(Target target, String stream, long events, int part) throws IOException {
    try (Appending appending = Appending.open(target, stream)) {
      long[] batch = new long[BATCH];
      int size = 0;
      for (long number = 0; number < events; number++) {
        if (number % PageViews.PRODUCTS % CONNECTIONS == part) {
          batch[size++] = number;
        }
        if (size == BATCH) {
          appending.append(batch);
          size = 0;
        }
      }
      if (size > 0) {
        appending.append(Arrays.copyOf(batch, size));
      }
    }
    return null;
  }
}
