package io.sillok.loadtests.readers;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.http.HttpConnection;
import io.sillok.loadtests.server.Declared;
import io.sillok.loadtests.server.StreamServers;
import io.sillok.loadtests.server.Target;
import io.sillok.loadtests.usage.JavaHeap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Whether a reader that does not read holds up one that does, or fills the node's memory. */
public final class SlowReaderComparison implements Comparison {

  private static final String STREAM = "page-viewed";
  private static final byte[] REQUEST =
      HttpConnection.get("/v1/streams/%s/events?from=start".formatted(STREAM), "text/event-stream");
  private static final String BESIDE = "beside slow readers";
  private static final String ALONE = "alone";
  private static final int SLOW = 10;
  private static final Duration CAUGHT_UP_WITHIN = Duration.ofMinutes(1);
  private static final double MEBIBYTE = 1 << 20;
  private static final int TIMES = 2;
  private static final double AIM = 0.9;

  private final Path project;

  /** A measurement of what is built in {@code project}. */
  public SlowReaderComparison(Path project) {
    this.project = project;
  }

  @Override
  public String name() {
    return "slow-reader";
  }

  @Override
  public String about() {
    return """
    One connection appends batches to a stream of a node on the embedded store, and a reader follows by server-sent events, makes \
    sure that it sees every event in its key's order, and has seen all of them in the end: `alone`, and `beside slow readers`, %d that ask for the same and read nothing. \
    Per second: events that the fast reader sees; latencies: from sending a batch to the fast reader's seeing its first event. \
    `unread` are the events that each slow reader has not read in the end, `live heap MiB` is what the node still refers to then, of 512 MiB at most. \
    Each sample is a node of its own: %d s of warm-up, %d s measured.\
    """
        .formatted(SLOW, time().toSeconds(), time().toSeconds());
  }

  private static Duration time() {
    return Size.measured().multipliedBy(TIMES);
  }

  @Override
  public List<String> shapes() {
    return List.of("1 fast reader");
  }

  @Override
  public List<String> contenders() {
    return List.of(BESIDE, ALONE);
  }

  @Override
  public List<Aim> aims() {
    return List.of(new Aim(ALONE, AIM));
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    List<String> options = List.of("-Xmx512m", "-XX:+UseG1GC");
    try (StreamServers servers = new StreamServers(project, options)) {
      Target node = servers.target(StreamServers.EMBEDDED);
      Declared.stream(node, STREAM);
      List<SlowReader> slow = new ArrayList<>();
      try {
        for (int number = 0; contender.equals(BESIDE) && number < SLOW; number++) {
          slow.add(SlowReader.start(node.port(), REQUEST));
        }
        return measure(node, slow.isEmpty());
      } finally {
        for (SlowReader each : slow) {
          each.close();
        }
      }
    }
  }

  private static Sample measure(Target node, boolean alone)
      throws IOException, InterruptedException {
    HttpConnection connection = new HttpConnection(node.port());
    var events = connection.open(REQUEST);
    Writer writer = Writer.start(node, STREAM);
    try (FastReader fast = FastReader.start(connection, events, writer)) {
      TimeUnit.NANOSECONDS.sleep(time().toNanos());
      long start = System.nanoTime();
      long before = fast.seen();
      fast.ages().reset();
      TimeUnit.NANOSECONDS.sleep(time().toNanos());
      long seen = fast.seen() - before;
      double seconds = (System.nanoTime() - start) / 1e9;
      Sample ages = fast.ages().since(start);
      long appended = writer.stop();
      fast.awaitSeen(appended, CAUGHT_UP_WITHIN);
      Map<String, Double> extras = new TreeMap<>(ages.extras());
      extras.put("unread", alone ? 0.0 : appended);
      extras.put("live heap MiB", JavaHeap.liveBytes(node.processes().getFirst()) / MEBIBYTE);
      extras.put("peak rss MiB", node.usage().peakResidentBytes() / MEBIBYTE);
      return new Sample(
          seen / seconds, ages.p50Millis(), ages.p99Millis(), seen, new TreeMap<>(extras));
    }
  }
}
