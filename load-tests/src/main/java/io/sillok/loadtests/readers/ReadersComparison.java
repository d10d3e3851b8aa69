package io.sillok.loadtests.readers;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.append.Appending;
import io.sillok.loadtests.server.Declared;
import io.sillok.loadtests.server.StreamServers;
import io.sillok.loadtests.server.Target;
import io.sillok.loadtests.usage.JavaHeap;
import io.sillok.loadtests.usage.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What readers cost a node that have nothing to read, and how soon all of them see an event. */
public final class ReadersComparison implements Comparison {

  private static final String STREAM = "page-viewed";
  private static final String LIVE = "/v1/streams/%s/events?from=end".formatted(STREAM);
  private static final Duration CONNECTED_WITHIN = Duration.ofMinutes(2);
  private static final int IDLE_TIMES = 3;
  private static final double MEBIBYTE = 1 << 20;
  private static final double KIBIBYTE = 1 << 10;

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
    comment each 5 s; after %d s of that, %d events are appended, each when all readers have seen the last, and each reader must see each once. \
    Per second: events at readers, from sending an append to the last reader; latencies: from sending the append to each reader; `first to all ms` and `to all ms`: \
    to the last reader, of the first event and of the middle one of the others. `idle cpu %%` is of one core, while nothing is appended; `live heap KiB each` and `rss KiB each` are \
    what the node's heap (after collections) and its process grew by for each reader; `rss` is the whole process, and `file descriptors` are those that it has open. \
    Node and client need a limit (`ulimit -n`) of at least the readers and %,d. The client has one thread for all of them. Each sample is a node of its own, with a heap of at most 2 GiB.\
    """
        .formatted(idle().toSeconds(), Deliveries.EVENTS, FileDescriptors.OTHERS);
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
  public String aim() {
    return "none yet";
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    int readers = shape.equals("1 reader") ? 1 : Size.readers();
    FileDescriptors.require(readers);
    try (StreamServers servers = new StreamServers(project, FileDescriptors.NODE_OPTIONS)) {
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
    double resident = usage.residentBytes();
    long start = System.nanoTime();
    try (IdleReaders readers = IdleReaders.connect(node.port(), LIVE, count, CONNECTED_WITHIN)) {
      Map<String, Double> extras = new TreeMap<>();
      extras.put("connected s", (System.nanoTime() - start) / 1e9);
      extras.put("idle cpu %", idleCpuPercent(usage, readers));
      extras.put("rss MiB", usage.residentBytes() / MEBIBYTE);
      extras.put("file descriptors", FileDescriptors.openBy(process));
      if (count > 1) {
        extras.put("rss KiB each", (usage.residentBytes() - resident) / KIBIBYTE / count);
        double grown = JavaHeap.liveBytes(process) - heap;
        extras.put("live heap KiB each", grown / KIBIBYTE / count);
      }
      return new Deliveries(readers, appending, count).measure().with(extras);
    }
  }

  private static double idleCpuPercent(Usage usage, IdleReaders readers) throws IOException {
    readers.listen(() -> false, Size.warmUp());
    Usage.Spent before = usage.spent();
    readers.listen(() -> false, idle());
    return 100.0 * usage.spent().server().minus(before.server()).toNanos() / idle().toNanos();
  }
}
