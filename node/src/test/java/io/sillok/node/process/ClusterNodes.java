package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.cassandra.testkit.CassandraExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Nodes with the storefront, each a process at an address of its own, over one keyspace. */
public final class ClusterNodes implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SETTINGS =
      """
      sillok.persistence.cassandra.replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}"
      pekko.cluster.split-brain-resolver.stable-after = 3 s
      """;

  private final List<String> hosts;
  private final CassandraExtension cassandra;
  private final Path directory;
  private final String keyspace;
  private final Path settings;
  private final Map<String, Path> settingsOf = new HashMap<>();
  private final Map<String, NodeProcess> nodes = new HashMap<>();

  /**
   * @param hosts the seeds; each test has addresses of its own, for several run at the same time
   */
  ClusterNodes(List<String> hosts, CassandraExtension cassandra, Path directory)
      throws IOException {
    this(hosts, cassandra, directory, "");
  }

  /**
   * @param hosts the seeds; none, if nodes find each other in another way
   * @param more settings
   */
  public ClusterNodes(List<String> hosts, CassandraExtension cassandra, Path directory, String more)
      throws IOException {
    this.hosts = hosts;
    this.cassandra = cassandra;
    this.directory = directory;
    keyspace = cassandra.newKeyspace();
    settings = Files.writeString(directory.resolve("sillok.conf"), SETTINGS + more);
  }

  /** Has the node at {@code host} be started with these settings, too. */
  void settings(String host, String more) throws IOException {
    settingsOf.put(host, Files.writeString(directory.resolve(host + ".conf"), SETTINGS + more));
  }

  /** The node at {@code host}, which will not serve for now. */
  NodeProcess begin(String host) {
    NodeProcess node = launch(host, NodeLaunch.on(Path.of(data(host))), keyspace).begin();
    nodes.put(host, node);
    return node;
  }

  /** The node at {@code host}, when it serves. */
  NodeProcess start(String host) {
    NodeProcess node = launch(host, NodeLaunch.on(Path.of(data(host))), keyspace).start();
    nodes.put(host, node);
    return node;
  }

  NodeProcess node(String host) {
    return Objects.requireNonNull(nodes.get(host), host);
  }

  void kill(String host) {
    NodeProcess node = Objects.requireNonNull(nodes.remove(host), host);
    node.kill();
    node.close();
  }

  /** Those that run. */
  List<NodeProcess> all() {
    return List.copyOf(nodes.values());
  }

  public String keyspace() {
    return keyspace;
  }

  public String data(String host) {
    return directory.resolve(host).toString();
  }

  /** {@code node} as one of the cluster. */
  public NodeLaunch launch(String host, NodeLaunch node, String inKeyspace) {
    NodeLaunch launch = over(host, node, inKeyspace);
    return hosts.isEmpty()
        ? launch
        : launch.with(
            "--seed", String.join(",", hosts.stream().map(seed -> seed + ":17355").toList()));
  }

  private NodeLaunch over(String host, NodeLaunch node, String inKeyspace) {
    return node.with(
        "--config",
        settingsOf.getOrDefault(host, settings).toString(),
        "--store",
        "cassandra",
        "--contact-points",
        cassandra.contactPoint().getAddress().getHostAddress()
            + ":"
            + cassandra.contactPoint().getPort(),
        "--datacenter",
        cassandra.datacenter(),
        "--keyspace",
        inKeyspace,
        "--create-schema",
        "--cluster-host",
        host);
  }

  /** How many partitions each node has, the least first. */
  public static List<Integer> shares(NodeProcess node) throws IOException {
    List<Integer> shares = new ArrayList<>();
    for (JsonNode member : node.get("/v1/cluster").body().path("members")) {
      shares.add(member.path("partitions").size());
    }
    return shares.stream().sorted().toList();
  }

  /** What holds sooner or later; a node may be away meanwhile. */
  public interface Condition {
    boolean holds() throws IOException;
  }

  public static void eventually(Condition condition) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(condition)) {
      assertThat(System.nanoTime()).as("in time").isLessThan(giveUp);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (IOException away) {
      return false;
    }
  }

  @Override
  public void close() {
    nodes.values().forEach(NodeProcess::close);
  }
}
