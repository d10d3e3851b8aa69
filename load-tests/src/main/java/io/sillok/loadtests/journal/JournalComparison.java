package io.sillok.loadtests.journal;

import io.sillok.cassandra.testkit.CassandraOptions.CommitLogSync;
import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Fork;
import io.sillok.loadtests.Times;
import io.sillok.loadtests.contender.CassandraBench;
import io.sillok.loadtests.contender.Place;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Journals on one Cassandra: ours against pekko-persistence-cassandra, or against itself. */
public final class JournalComparison implements Comparison {

  private static final String OURS = "sillok-cassandra";
  private static final List<String> SHAPES =
      List.of("1000 entities × 1", "100 entities × 10", "1 entity × 100");

  private final String name;
  private final CommitLogSync sync;
  private final List<String> shapes;
  private final List<String> contenders;
  private final List<Aim> aims;
  private @Nullable CassandraBench bench;

  private JournalComparison(
      String name,
      CommitLogSync sync,
      List<String> shapes,
      List<String> contenders,
      List<Aim> aims) {
    this.name = name;
    this.sync = sync;
    this.shapes = shapes;
    this.contenders = contenders;
    this.aims = aims;
  }

  /** Against the peer, with Cassandra's default commit log. */
  public static JournalComparison periodic() {
    return peers("journal", CommitLogSync.PERIODIC);
  }

  /** Against the peer, with a commit log that is written to disk before an acknowledgement. */
  public static JournalComparison batch() {
    return peers("journal-batch", CommitLogSync.BATCH);
  }

  private static JournalComparison peers(String name, CommitLogSync sync) {
    return new JournalComparison(
        name,
        sync,
        SHAPES,
        List.of(OURS, "ppc-one-tag", "ppc-untagged"),
        List.of(new Aim("ppc-one-tag", 2.5), new Aim("ppc-untagged", 1.2)));
  }

  /** Against itself with other settings. */
  public static JournalComparison settings() {
    return new JournalComparison(
        "journal-settings",
        CommitLogSync.PERIODIC,
        SHAPES.subList(0, 2),
        List.of(
            OURS,
            OURS + " cassandra.appends-in-flight=8",
            OURS + " cassandra.appends-in-flight=16",
            OURS + " cassandra.appends-in-flight=32",
            OURS + " partitions=8",
            OURS + " partitions=128",
            OURS + " cassandra.index.delay=3s"),
        List.of());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String about() {
    return """
    An `EventSourcedBehavior` persists events of 100 bytes on one Cassandra 5.0.9 on the same machine; each entity \
    keeps so many commands in flight. Durable when acknowledged: %s. `sillok-cassandra` writes as the owner of its \
    logs, with one tag an event, as `ppc-one-tag`, whose tag view can be read as a stream; that of `ppc-untagged` \
    cannot. All have four connections. Each sample is a JVM and a keyspace of its own: %s. Requests are those that Cassandra counted, a \
    batch as one; bytes are those of all tables after a flush, with the warm-up's events, before further compaction; \
    processor time is that of the client's process and of Cassandra's.\
    """
        .formatted(durable(), Times.describe());
  }

  private String durable() {
    return switch (sync) {
      case PERIODIC ->
          "in memory and in the commit log, which goes to disk every 10 s (the default)";
      case BATCH -> "on disk (`commitlog_sync: batch`)";
    };
  }

  @Override
  public List<String> shapes() {
    return shapes;
  }

  @Override
  public List<String> contenders() {
    return contenders;
  }

  @Override
  public List<Aim> aims() {
    return aims;
  }

  @Override
  public String aim() {
    return aims.isEmpty() ? "the defaults are as good as any" : Comparison.super.aim();
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    if (bench == null) {
      bench = CassandraBench.start(sync);
      for (String each : contenders) { // Cassandra warms up, too
        sample(bench, each, shapes.getFirst());
      }
    }
    return sample(bench, contender, shape);
  }

  private static Sample sample(CassandraBench bench, String contender, String shape)
      throws IOException, InterruptedException {
    List<String> words = List.of(shape.split(" ", -1));
    Place place = bench.newPlace();
    Sample sample =
        Fork.sample(
            JournalWorker.class, contender, place.word(), words.getFirst(), words.getLast());
    SortedMap<String, Double> extras = new TreeMap<>(sample.extras());
    extras.remove(JournalWorker.ALL_EVENTS);
    double events = sample.extras().getOrDefault(JournalWorker.ALL_EVENTS, Double.NaN);
    extras.put("bytes/event", bench.bytesOnDisk(place) / events);
    bench.drop(place);
    return new Sample(
        sample.rate(), sample.p50Millis(), sample.p99Millis(), sample.operations(), extras);
  }

  @Override
  public void close() {
    if (bench != null) {
      bench.close();
    }
  }
}
