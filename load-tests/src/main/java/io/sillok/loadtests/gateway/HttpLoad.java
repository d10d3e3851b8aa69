package io.sillok.loadtests.gateway;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Meter;
import io.sillok.loadtests.http.HttpConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/** A closed loop: each connection sends its next request when the last one is answered. */
final class HttpLoad {

  private static final int WARM_UP_SECONDS = 12;
  private static final int SECONDS = 8;
  private static final int OK = 200;

  private final int port;
  private final List<byte[]> requests;

  /** A load of {@code requests}, picked at random, on {@code port} of this machine. */
  HttpLoad(int port, List<byte[]> requests) {
    this.port = port;
    this.requests = List.copyOf(requests);
  }

  /**
   * Measures with so many connections.
   *
   * @throws IOException if any answer is not 200
   */
  Sample measure(int connections) throws IOException, InterruptedException {
    Meter meter = new Meter();
    List<Future<?>> loops = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (int connection = 0; connection < connections; connection++) {
        loops.add(threads.submit(() -> loop(meter)));
      }
      meter.warmUp(WARM_UP_SECONDS);
      Sample sample = meter.measure(SECONDS);
      threads.shutdownNow();
      for (Future<?> loop : loops) {
        loop.get();
      }
      return sample;
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    }
  }

  private Void loop(Meter meter) throws IOException {
    try (HttpConnection connection = new HttpConnection(port)) {
      while (!Thread.currentThread().isInterrupted()) {
        long start = System.nanoTime();
        int status =
            connection.send(requests.get(ThreadLocalRandom.current().nextInt(requests.size())));
        if (status != OK) {
          throw new IOException("Expected 200 from port %d, but got %d".formatted(port, status));
        }
        meter.record(start);
      }
    }
    return null;
  }
}
