package io.sillok.loadtests.window;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Disk;
import io.sillok.loadtests.Guarantee;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.server.StreamServers;
import io.sillok.loadtests.server.Target;
import io.sillok.loadtests.usage.Usage;
import io.sillok.loadtests.window.PeerEngine.Kind;
import io.sillok.loadtests.window.WindowEngine.Took;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How fast windows come of a log that is there, against Flink and Kafka Streams. */
public final class WindowsComparison implements Comparison {

  private static final String FLINK = "flink";
  private static final String KAFKA_STREAMS = "kafka-streams";

  private final Path project;
  private final WindowShape shape;
  private final List<Aim> aims;
  private final StreamServers servers;
  private final Map<String, WindowEngine> engines = new HashMap<>();
  private @Nullable ResultDigest expected;
  private @Nullable Target broker;

  private WindowsComparison(Path project, WindowShape shape, List<Aim> aims) {
    this.project = project;
    this.shape = shape;
    this.aims = List.copyOf(aims);
    servers = new StreamServers(project);
  }

  /** All of what is built in {@code project}. */
  public static List<WindowsComparison> all(Path project) {
    return List.of(
        new WindowsComparison(
            project, WindowShape.TUMBLING, List.of(new Aim(FLINK, 1), new Aim(KAFKA_STREAMS, 2))),
        new WindowsComparison(
            project, WindowShape.HOPPING, List.of(new Aim(FLINK, 3), new Aim(KAFKA_STREAMS, 3))),
        new WindowsComparison(
            project, WindowShape.SESSION, List.of(new Aim(FLINK, 1), new Aim(KAFKA_STREAMS, 1))));
  }

  @Override
  public String name() {
    return "windows-" + shape.word();
  }

  @Override
  public String about() {
    return """
    Count and sum of clicks in windows, %s, from the first to the last of %,d events that were appended before: %,d users, of whom a quarter is there at a time, \
    %,d products, %,d events per second of event time, up to %d s out of order by partition. Per second: events, until all results are durable and can be read. \
    All contenders have told the same results, as many as a plain computation of them and with the same SHA-256 over all keys, starts, ends, counts and sums, or the run would have failed. \
    Sillok: a node on the embedded store; the projection is declared over HTTP, and the time begins there. Its events are Avro with a schema, and come from a log that was fsynced. \
    Flink 2.2.1: a MiniCluster of parallelism 2 with RocksDB, incremental checkpoints each second, Kafka's connector 5.0.0 from and to topics, in streaming mode over bounded topics. \
    Kafka Streams 4.4.0: two threads, `exactly_once_v2` with a commit each second, `EmitStrategy.onWindowClose` on windows that are kept for 3 days (kept for size and grace, as by default, most results never came, since it looks for what is closed once a second only). Both have one broker without fsync, the user as the record's key and 12 bytes of value, which cost nearly nothing to read. \
    The peers' time begins when they say that they run (`start s` after being started), so ours has the declaration in it and theirs has not the start. \
    %d partitions each. %s Each peer has 2 GiB of heap beside the broker's, on the same JDK. `server µs each` is processor time of the node, or of broker and peer, by event. \
    Each has done all of it once before it is measured.%s\
    """
        .formatted(
            shape.description(),
            Size.events(),
            Clicks.USERS,
            Clicks.PRODUCTS,
            Clicks.PER_SECOND,
            Clicks.OUT_OF_ORDERNESS.toSeconds(),
            Size.partitions(),
            StreamServers.HEAPS,
            remark());
  }

  private String remark() {
    return shape == WindowShape.HOPPING
        ? " Kafka Streams has a grace of one day here: behind a repartition its tasks are apart by more than events are out of order, and with a grace of 5 s it drops what comes later."
        : "";
  }

  @Override
  public List<String> shapes() {
    return List.of("%s, %,d events".formatted(shape.description(), Size.events()));
  }

  @Override
  public List<String> contenders() {
    return List.of(StreamServers.EMBEDDED, FLINK, KAFKA_STREAMS);
  }

  @Override
  public List<Guarantee> guarantees() {
    return List.of(
        Guarantee.of(
            "results",
            "each once, fsynced",
            "each once to readers of committed records, in the broker's memory",
            "as Flink"),
        Guarantee.of(
            "after a crash",
            "goes on from what a shard wrote last with its results",
            "from the last checkpoint, up to 1 s ago, all together",
            "from the last commit, up to 1 s ago, state from the changelog"),
        Guarantee.of(
            "the same events again give",
            "the same bytes",
            "the same results if none is late",
            "the same results if none is later than the grace"),
        Guarantee.of(
            "the last windows close",
            "when the stream is sealed",
            "at the end of what is bounded",
            "by further events, which the run sends"));
  }

  @Override
  public List<Aim> aims() {
    return aims;
  }

  @Override
  public Sample measure(String contender, String work) throws IOException, InterruptedException {
    ResultDigest wanted = expected;
    if (wanted == null) {
      wanted = PlainWindows.of(shape, Size.events());
      expected = wanted;
    }
    WindowEngine engine = engines.get(contender);
    if (engine == null) {
      engine = start(contender);
      engines.put(contender, engine);
      Disk.writeBack();
      run(contender, engine, wanted);
    }
    return run(contender, engine, wanted);
  }

  private WindowEngine start(String contender) throws IOException, InterruptedException {
    return switch (contender) {
      case FLINK -> PeerEngine.start(project, broker(), Kind.FLINK, Size.events());
      case KAFKA_STREAMS -> PeerEngine.start(project, broker(), Kind.KAFKA_STREAMS, Size.events());
      default -> NodeEngine.fill(servers.target(contender), Size.events());
    };
  }

  private Target broker() throws IOException, InterruptedException {
    Target there = broker;
    if (there == null) {
      there = servers.target(StreamServers.KAFKA);
      ClickTopic.fill(there, Size.events());
      broker = there;
    }
    return there;
  }

  private Sample run(String contender, WindowEngine engine, ResultDigest wanted)
      throws IOException, InterruptedException {
    Usage usage = engine.usage();
    Usage.Spent before = usage.spent();
    Took took = engine.run(shape, wanted);
    Map<String, Double> extras = new TreeMap<>(usage.spent().perOperation(before, Size.events()));
    extras.remove("client µs each");
    extras.put("start s", took.startSeconds());
    extras.put("results", (double) wanted.count());
    extras.put("rss MiB", usage.residentBytes() / (1 << 20));
    wanted.requireSame(engine.results(wanted.count()), contender);
    return new Sample(Size.events() / took.seconds(), Double.NaN, Double.NaN, Size.events())
        .with(extras);
  }

  @Override
  public void close() throws IOException {
    for (WindowEngine engine : engines.values()) {
      engine.close();
    }
    servers.close();
  }
}
