package io.sillok.loadtests.recovery;

import io.sillok.cassandra.testkit.CassandraOptions.CommitLogSync;
import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Meter;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.contender.CassandraBench;
import io.sillok.loadtests.contender.Place;
import io.sillok.loadtests.server.KillableNode;
import io.sillok.loadtests.server.StreamServers;
import io.sillok.loadtests.usage.JavaHeap;
import io.sillok.loadtests.usage.ProcessorCosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How soon all entities of a node that was killed have been read again. */
public final class RecoveryComparison implements Comparison {

  private static final int EVENTS_FOR_ONE = 10;
  private static final int AGAIN_ONE_OF = 5;
  private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC");
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BYTES_PER_GIB = 1 << 30;

  private static final String ALL = "all s";
  private static final double AIM_SECONDS = 30;
  private static final int AIM_ENTITIES = 100_000;

  private static final int CLUSTER_PORT = 17_391;

  private final Path project;
  private final Map<String, Stored> stored = new HashMap<>();
  private @Nullable CassandraBench bench;
  private long recovered;

  /** A measurement of what is built in {@code project}. */
  public RecoveryComparison(Path project) {
    this.project = project;
  }

  /** A node that has all products, and the process of its store, if it has one of its own. */
  private record Stored(KillableNode node, List<Long> store) {}

  @Override
  public String name() {
    return "recovery";
  }

  @Override
  public String about() {
    return """
    A node with %,d products of %d events each (below the 100 after which there is a snapshot) is killed (`kill -9`) and started again; then each product is read once, over %d connections, each the next when the last is answered. \
    So each read brings an entity back: its snapshot is looked for, its events are read and folded. A product that is not as all %d events have made it fails the run. \
    Per second: products, from the first read to the last, which takes `all s`; latencies: of these reads. `ready s`: from the launch until `/health/ready`. `node µs each` and `store µs each`: processor time for each read, of the node and of Cassandra. \
    `again node µs each`: the same of a second read of every fifth part of them, now in memory: what a read costs without recovery. `heap bytes each`: by which the heap after a collection grew, so many `entities per GiB` it has room for. On RocksDB (`%s`) or one Cassandra 5.0.9 (`%s`); a heap of 1 GiB, %d partitions. The node has just started, so much of the time goes to compiling.\
    """
        .formatted(
            entities(),
            StoredProducts.EVENTS,
            StoredProducts.CONNECTIONS,
            StoredProducts.EVENTS,
            StreamServers.EMBEDDED,
            StreamServers.CASSANDRA,
            Size.partitions());
  }

  private static long entities() {
    return Size.events() / EVENTS_FOR_ONE;
  }

  @Override
  public List<String> shapes() {
    return List.of("%,d × %d".formatted(entities(), StoredProducts.EVENTS));
  }

  @Override
  public List<String> contenders() {
    return List.of(StreamServers.EMBEDDED, StreamServers.CASSANDRA);
  }

  @Override
  public List<Bound> bounds() {
    double most = AIM_SECONDS * entities() / AIM_ENTITIES;
    return contenders().stream()
        .map(each -> Bound.of(shapes().getFirst(), each, ALL, most))
        .toList();
  }

  @Override
  public String aim() {
    return "%,d entities within %.0f s, and others in proportion"
        .formatted(AIM_ENTITIES, AIM_SECONDS);
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    Stored there = stored.get(contender);
    if (there == null) {
      there = store(contender);
      stored.put(contender, there);
    }
    there.node().kill();
    long start = System.nanoTime();
    there.node().startAgain();
    double ready = (System.nanoTime() - start) / NANOS_PER_SECOND;
    return recover(there).with(Map.of("ready s", ready));
  }

  private Stored store(String contender) throws IOException, InterruptedException {
    List<String> options =
        new ArrayList<>(List.of("-Dsillok.persistence.partitions=" + Size.partitions()));
    options.addAll(HEAP);
    List<Long> store = List.of();
    if (contender.equals(StreamServers.CASSANDRA)) {
      bench = CassandraBench.start(CommitLogSync.PERIODIC);
      Place place = bench.newPlace();
      options.addAll(StreamServers.onCassandra(place));
      options.add("-Dsillok.node.cluster.port=" + CLUSTER_PORT); // else it is another one when back
      store = List.of(place.serverProcess());
    }
    KillableNode node = KillableNode.start(project, "recovery", options);
    Stored made = new Stored(node, store);
    long start = System.nanoTime();
    new StoredProducts(node.port()).write(entities());
    System.err.printf(
        "%,d products written to %s in %.0f s%n",
        entities(), contender, (System.nanoTime() - start) / NANOS_PER_SECOND);
    return made;
  }

  private Sample recover(Stored there) throws IOException, InterruptedException {
    KillableNode node = there.node();
    StoredProducts products = new StoredProducts(node.port());
    ProcessorCosts costs =
        new ProcessorCosts(Map.of("node", List.of(node.process()), "store", there.store()));
    double heap = JavaHeap.liveBytes(node.process());
    Meter meter = new Meter();
    var cold = costs.begin();
    long start = System.nanoTime();
    products.read(entities(), meter);
    Sample first = meter.since(start);
    Map<String, Double> extras = new TreeMap<>(cold.each(entities()));
    extras.put(ALL, entities() / first.rate());
    double each = (JavaHeap.liveBytes(node.process()) - heap) / entities();
    extras.put("heap bytes each", each);
    extras.put("entities per GiB", BYTES_PER_GIB / each);
    long part = entities() / AGAIN_ONE_OF;
    var warm = costs.begin();
    products.read(part, meter);
    extras.put("again node µs each", warm.each(part).getOrDefault("node µs each", Double.NaN));
    recovered += entities();
    return first.with(extras);
  }

  @Override
  public String verify() {
    return "%,d entities were brought back, each with all of its events.".formatted(recovered);
  }

  @Override
  public void close() throws IOException {
    for (Stored each : stored.values()) {
      each.node().close();
    }
    if (bench != null) {
      bench.close();
    }
  }
}
