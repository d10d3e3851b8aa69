package io.sillok.loadtests.startup;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.faults.call.Calls;
import io.sillok.loadtests.faults.call.Calls.Request;
import io.sillok.loadtests.usage.Usage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Watches a node from the launch of its process until it is ready. */
final class Launch implements AutoCloseable {

  static final String READY = "ready s";

  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 10;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MEBIBYTE = 1 << 20;
  private static final String LIVE_PATH = "/health/live";
  private static final String READY_PATH = "/health/ready";

  private final HttpClient http = Calls.client();

  /**
   * Watches a node that has been launched.
   *
   * @param start when, by {@link System#nanoTime()}
   * @param node where it will serve
   * @return without a rate: the seconds until it answers HTTP and until it is ready, and what its
   *     process had used then
   * @throws IOException if it is not ready in time
   */
  Sample measure(long start, long process, URI node) throws IOException, InterruptedException {
    Map<String, Double> extras = new TreeMap<>();
    extras.put("answers s", await(node, LIVE_PATH, process, start));
    extras.put(READY, await(node, READY_PATH, process, start));
    Usage usage = new Usage(List.of(process));
    extras.put("processor s", usage.spent().server().toNanos() / NANOS_PER_SECOND);
    extras.put("rss MiB", usage.residentBytes() / MEBIBYTE);
    return new Sample(Double.NaN, Double.NaN, Double.NaN, 1).with(extras);
  }

  private double await(URI node, String path, long process, long start)
      throws IOException, InterruptedException {
    long giveUp = start + WITHIN.toNanos();
    while (!answers(node, path)) {
      if (ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty()) {
        throw new IOException("The node at %s has ended before it was ready".formatted(node));
      }
      if (System.nanoTime() > giveUp) {
        throw new IOException(
            "The node at %s did not answer %s well within %d s"
                .formatted(node, path, WITHIN.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return (System.nanoTime() - start) / NANOS_PER_SECOND;
  }

  private boolean answers(URI node, String path) throws InterruptedException {
    try {
      return Calls.once(http, node, Request.get(path)).isGood();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
