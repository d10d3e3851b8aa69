package io.sillok.loadtests.readers;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.JavaHeap;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.Usage;
import io.sillok.loadtests.append.Appending;
import io.sillok.loadtests.target.Declared;
import io.sillok.loadtests.target.StreamServers;
import io.sillok.loadtests.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What readers cost a node that have nothing to read, and how soon all of them see an event. */
public final class ReadersComparison implements Comparison {

  private static final String STREAM = "page-viewed";
  private static final String LIVE = "/v1/streams/%s/events?from=end".formatted(STREAM);
  private static final Duration CONNECTED_WITHIN = Duration.ofMinutes(2);
  private static final Duration SEEN_WITHIN = Duration.ofMinutes(1);
  private static final int IDLE_TIMES = 3;
  private static final double MEBIBYTE = 1 << 20;
  private static final double KIBIBYTE = 1 << 10;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Path project;

  /** A measurement of what is built in {@code project}. */
  public ReadersComparison(Path project) {
    this.project = project;
  }

  @Override
  public String name() {
    return "readers";
  }

  @Override
  public String about() {
    return """
    Readers of server-sent events listen to one declared stream of a node on the embedded store, where nothing comes but a \
    comment each 5 s; after %d s of that, one event is appended. Per second: readers that see it, from sending the append to the last of them; \
    latencies: from then to each. `idle cpu %%` is of one core, while nothing is appended; `live heap KiB each` is what the node's heap grew by for each \
    reader, after collections; `rss` is the process. The client has one thread for all of them. Each sample is a node of its own, with a heap of at most 2 GiB and \
    `pekko.http.server.max-connections` set to what is needed.\
    """
        .formatted(idle().toSeconds());
  }

  private static Duration idle() {
    return Size.measured().multipliedBy(IDLE_TIMES);
  }

  @Override
  public List<String> shapes() {
    return List.of("1 reader", "%,d readers".formatted(Size.readers()));
  }

  @Override
  public List<String> contenders() {
    return List.of(StreamServers.EMBEDDED);
  }

  @Override
  public List<Aim> aims() {
    return List.of();
  }

  @Override
  public String aim() {
    return "none yet";
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    int readers = shape.equals("1 reader") ? 1 : Size.readers();
    FileDescriptors.require(readers);
    try (StreamServers servers = new StreamServers(project, FileDescriptors.nodeOptions(readers))) {
      Target node = servers.target(contender);
      Declared.stream(node, STREAM);
      try (Appending appending = Appending.open(node, STREAM)) {
        appending.append(new long[] {0}); // so that appenders and readers of the log are there
        return measure(node, appending, readers);
      }
    }
  }

  private static Sample measure(Target node, Appending appending, int count)
      throws IOException, InterruptedException {
    Usage usage = node.usage();
    long process = node.processes().getFirst();
    double heap = JavaHeap.liveBytes(process);
    long start = System.nanoTime();
    try (IdleReaders readers = IdleReaders.connect(node.port(), LIVE, count, CONNECTED_WITHIN)) {
      Map<String, Double> extras = new TreeMap<>();
      extras.put("connected s", (System.nanoTime() - start) / 1e9);
      readers.listen(() -> false, Size.warmUp());
      Usage.Spent before = usage.spent();
      readers.listen(() -> false, idle());
      extras.put(
          "idle cpu %",
          100.0 * usage.spent().server().minus(before.server()).toNanos() / idle().toNanos());
      extras.put("rss MiB", usage.residentBytes() / MEBIBYTE);
      extras.put(
          "live heap KiB each", (JavaHeap.liveBytes(process) - heap) / KIBIBYTE / count);
      return seen(readers, appending, count).with(extras);
    }
  }

  private static Sample seen(IdleReaders readers, Appending appending, int count)
      throws IOException, InterruptedException {
    FutureTask<Boolean> append =
        new FutureTask<>(() -> {
          appending.append(new long[] {1});
          return true;
        });
    long sent = System.nanoTime();
    Thread.ofPlatform().daemon().start(append);
    readers.listen(readers::haveAllSeen, SEEN_WITHIN);
    try {
      append.get();
    } catch (ExecutionException failed) {
      throw new IOException("The event was not appended", failed.getCause());
    }
    long[] nanos = Arrays.stream(readers.dataNanos()).map(each -> each - sent).sorted().toArray();
    if (nanos.length < count) {
      throw new IOException(
          "Only %,d of %,d readers saw the event within %d s"
              .formatted(nanos.length, count, SEEN_WITHIN.toSeconds()));
    }
    return new Sample(
        count * 1e9 / nanos[count - 1],
        nanos[count / 2] / NANOS_PER_MILLI,
        nanos[(int) (count * 0.99)] / NANOS_PER_MILLI,
        count,
        new TreeMap<>(Map.of("all seen ms", nanos[count - 1] / NANOS_PER_MILLI)));
  }
}
