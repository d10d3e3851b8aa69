package io.sillok.loadtests.server;

import io.sillok.cassandra.testkit.CassandraOptions.CommitLogSync;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.contender.CassandraBench;
import io.sillok.loadtests.contender.Place;
import io.sillok.loadtests.http.Server;
import io.sillok.loadtests.server.KafkaBroker.Flush;
import io.sillok.loadtests.server.Target.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Servers by the names of contenders: each starts when it is needed first, and stays. */
public final class StreamServers implements AutoCloseable {

  /** A node whose events are in RocksDB, acknowledged after an fsync. */
  public static final String EMBEDDED = "sillok-embedded";

  /** A node whose events are in Cassandra. */
  public static final String CASSANDRA = "sillok-cassandra";

  /** A broker that leaves writing to the operating system. */
  public static final String KAFKA = "kafka";

  /** A broker that acknowledges after an fsync. */
  public static final String KAFKA_FSYNC = "kafka-fsync";

  /** What servers may use, for people. */
  public static final String HEAPS =
      "Each server is a JVM of its own with a heap of 1 GiB, with G1; Cassandra is another one.";

  private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC");

  private final Path project;
  private final List<String> nodeOptions;
  private final Map<String, Target> targets = new HashMap<>();
  private final Deque<Stop> stops = new ArrayDeque<>();

  /** Servers that are built in {@code project}. */
  public StreamServers(Path project) {
    this(project, HEAP);
  }

  /**
   * The same with other options for the JVM of each node than a heap of 1 GiB.
   *
   * @param nodeOptions such as {@code -Xmx2g}
   */
  public StreamServers(Path project, List<String> nodeOptions) {
    this.project = project;
    this.nodeOptions = List.copyOf(nodeOptions);
  }

  private interface Stop {
    void stop() throws IOException;
  }

  /** The server of {@code contender}. */
  public Target target(String contender) throws IOException, InterruptedException {
    Target target = targets.get(contender);
    if (target == null) {
      target =
          switch (contender) {
            case EMBEDDED -> node(List.of(), List.of());
            case CASSANDRA -> nodeOnCassandra();
            case KAFKA -> broker(Flush.LATER);
            case KAFKA_FSYNC -> broker(Flush.EACH);
            default -> throw new IllegalArgumentException("No server of " + contender);
          };
      targets.put(contender, target);
    }
    return target;
  }

  private Target nodeOnCassandra() throws IOException, InterruptedException {
    CassandraBench bench = CassandraBench.start(CommitLogSync.PERIODIC);
    stops.push(bench::close);
    Place place = bench.newPlace();
    return node(onCassandra(place), List.of(place.serverProcess()));
  }

  /** Options of a node's JVM that have it keep its events in a keyspace of its own. */
  public static List<String> onCassandra(Place place) {
    return List.of(
        "-Dsillok.persistence.store=cassandra",
        "-Dsillok.persistence.cassandra.keyspace=" + place.keyspace(),
        "-Dsillok.persistence.cassandra.create-schema=on",
        "-Dsillok.persistence.cassandra.replication={'class': 'SimpleStrategy', 'replication_factor': 1}",
        "-Ddatastax-java-driver.basic.contact-points.0=" + place.address(),
        "-Ddatastax-java-driver.basic.load-balancing-policy.local-datacenter=datacenter1",
        "-Ddatastax-java-driver.advanced.connection.pool.local.size=4");
  }

  private Target node(List<String> options, List<Long> store)
      throws IOException, InterruptedException {
    TemporaryDirectory directory = TemporaryDirectory.create("node");
    stops.push(directory::close);
    List<String> all =
        new ArrayList<>(List.of("-Dsillok.persistence.partitions=" + Size.partitions()));
    all.addAll(options);
    all.addAll(nodeOptions);
    Server node = Server.node(project, directory.path(), all);
    stops.push(node::close);
    node.awaitAnswer("/health/ready");
    List<Long> processes = new ArrayList<>(List.of(node.process().pid()));
    processes.addAll(store);
    return new Target(Kind.SILLOK, node.port(), processes);
  }

  private Target broker(Flush flush) throws IOException, InterruptedException {
    KafkaBroker broker = KafkaBroker.start(project, flush);
    stops.push(broker::close);
    return new Target(Kind.KAFKA, broker.port(), List.of(broker.process()));
  }

  @Override
  public void close() throws IOException {
    while (!stops.isEmpty()) {
      stops.pop().stop();
    }
  }
}
