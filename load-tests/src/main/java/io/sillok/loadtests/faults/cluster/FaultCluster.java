package io.sillok.loadtests.faults.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.faults.call.Calls;
import io.sillok.loadtests.faults.call.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Nodes over Cassandra, all of them processes. */
public final class FaultCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long POLL_MILLIS = 250;
  private static final int CASSANDRA_MEGABYTES = 1024;
  private static final int OK = 200;
  private static final String STATE = "/v1/cluster";
  private static final String READY = "/health/ready";

  private final HttpClient http = Calls.client();
  private final Path directory;
  private final Network network;
  private final Databases databases;
  private final Databases owned;
  private final int partitions;
  private final NodeCommands commands;
  private final List<FaultNode> nodes;
  private final Set<Integer> wanted = new HashSet<>();
  private final List<String> endedByThemselves = new CopyOnWriteArrayList<>();
  private boolean closed;
  private final Thread closing = new Thread(this::killAll, "faults-close");

  private FaultCluster(
      Path directory,
      Network network,
      Databases databases,
      Databases owned,
      int partitions,
      NodeCommands commands) {
    this.directory = directory;
    this.network = network;
    this.databases = databases;
    this.owned = owned;
    this.partitions = partitions;
    this.commands = commands;
    nodes = IntStream.rangeClosed(1, network.nodes().size()).mapToObj(commands::node).toList();
    Runtime.getRuntime().addShutdownHook(closing);
  }

  /**
   * Starts Cassandra, and the first {@code count} nodes; returns when each has a share.
   *
   * @param clocks whether the last node's clock can be moved
   */
  public static FaultCluster start(
      Path project, Path directory, Network network, int count, boolean clocks) throws IOException {
    Databases databases;
    ClassArchive archive;
    try {
      archive = ClassArchive.in(directory);
      databases = Databases.start(network, directory);
    } catch (RuntimeException | IOException failure) {
      network.close();
      throw failure;
    }
    ClusterSettings settings = ClusterSettings.forFaults(archive);
    FaultCluster cluster =
        new FaultCluster(
            directory,
            network,
            databases,
            databases,
            settings.partitions(),
            new NodeCommands(project, directory, network.nodes(), databases, settings, clocks));
    try {
      cluster.add(1); // makes the tables, and leaves the archive
      cluster.remove(1);
      archive.requireLeft();
      for (int number = 1; number <= count; number++) {
        cluster.begin(number);
      }
      cluster.awaitWhole();
      return cluster;
    } catch (RuntimeException | IOException failure) {
      cluster.close();
      throw failure;
    }
  }

  /**
   * A cluster none of whose nodes runs yet, of such as are deployed, over one Cassandra of its own.
   *
   * @param java the options of their JVMs
   */
  public static FaultCluster deployed(
      Path project, Path directory, Network network, List<String> java) {
    Databases databases = Databases.single(CASSANDRA_MEGABYTES, directory);
    ClusterSettings settings = new ClusterSettings("deployed", Size.partitions(), java, List.of());
    return new FaultCluster(
        directory,
        network,
        databases,
        databases,
        settings.partitions(),
        new NodeCommands(project, directory, network.nodes(), databases, settings, false));
  }

  /**
   * A cluster none of whose nodes runs yet; {@code databases} are the caller's, who closes them.
   */
  public static FaultCluster over(
      Databases databases,
      Path project,
      Path directory,
      Network network,
      ClusterSettings settings) {
    return new FaultCluster(
        directory,
        network,
        databases,
        new Databases(List.of()),
        settings.partitions(),
        new NodeCommands(project, directory, network.nodes(), databases, settings, false));
  }

  /** Node {@code number}, from 1. */
  public FaultNode node(int number) {
    return nodes.get(number - 1);
  }

  /** Those that are to run now. */
  public synchronized List<FaultNode> members() {
    return nodes.stream().filter(node -> wanted.contains(node.number())).toList();
  }

  /** The same, by when they were started last: the oldest first. */
  public List<FaultNode> byAge() {
    return members().stream().sorted(Comparator.comparingLong(FaultNode::startedAt)).toList();
  }

  /** Where all nodes serve clients, those that do not run, too. */
  public List<URI> urls() {
    return nodes.stream().map(FaultNode::url).toList();
  }

  /** Where logs and data are, until the run is over. */
  public Path directory() {
    return directory;
  }

  public Network network() {
    return network;
  }

  public Databases databases() {
    return databases;
  }

  /** Has node {@code number} run from now on; returns when it is ready. */
  public void add(int number) {
    begin(number);
    awaitReady(node(number));
  }

  /** A node that cannot start ends, and is started again, as by a supervisor. */
  private void awaitReady(FaultNode node) {
    await(
        node.name() + " is ready",
        () -> {
          launchEnded(List.of(node));
          return isReady(node);
        });
  }

  private List<FaultNode> launchEnded(List<FaultNode> nodes) {
    List<FaultNode> ended = nodes.stream().filter(node -> !node.isAlive()).toList();
    for (FaultNode node : ended) {
      System.err.printf("%s ended with %d, and is started again%n", node.name(), node.exitCode());
      if (!node.wasEnded()) {
        endedByThemselves.add("%s ended with %d".formatted(node.name(), node.exitCode()));
      }
      launch(node);
    }
    return ended;
  }

  /** Has node {@code number} run from now on; returns at once. */
  public void begin(int number) {
    synchronized (this) {
      wanted.add(number);
    }
    launch(node(number));
  }

  /** Not while all end: whoever waits for a node would have it run on behind this process. */
  private synchronized void launch(FaultNode node) {
    if (!closed) {
      node.start();
    }
  }

  /** Has node {@code number} run no more: it hands over and ends. */
  public void remove(int number) {
    synchronized (this) {
      wanted.remove(number);
    }
    stop(node(number));
  }

  /** Has a node hand over and end. */
  public void stop(FaultNode node) {
    node.terminate();
    if (!node.awaitEnd(PATIENCE)) {
      throw new IllegalStateException(
          "%s has not ended %d s after SIGTERM".formatted(node.name(), PATIENCE.toSeconds()));
    }
    if (node.exitCode() != 0) {
      throw new IllegalStateException(
          "%s ended with %d after SIGTERM".formatted(node.name(), node.exitCode()));
    }
  }

  /** Starts those that have ended, as a supervisor does, and waits until they are ready. */
  public List<FaultNode> bringBack() {
    List<FaultNode> ended = launchEnded(members());
    ended.forEach(this::awaitReady);
    return ended;
  }

  /** Waits until all that are to run see each other and have their shares, starting who ends. */
  public void awaitWhole() {
    await(
        "each node has its share",
        () -> {
          launchEnded(members());
          return members().stream().allMatch(this::seesAll);
        });
  }

  private boolean seesAll(FaultNode node) {
    JsonNode seen = ask(node, STATE).body().path("members");
    if (seen.size() != members().size() || !isReady(node)) {
      return false;
    }
    for (JsonNode member : seen) {
      if (!member.path("reachable").asBoolean() || member.path("partitions").isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The partitions of a node, as {@code teller} sees it. */
  public Set<Integer> partitionsOf(FaultNode node, FaultNode teller) {
    return partitionsOf(node, ask(teller, STATE).body().path("members"));
  }

  private static Set<Integer> partitionsOf(FaultNode node, JsonNode members) {
    Set<Integer> partitions = new HashSet<>();
    for (JsonNode member : members) {
      if (member.path("address").asText().startsWith(node.host().address() + ":")) {
        member.path("partitions").forEach(partition -> partitions.add(partition.asInt()));
      }
    }
    return partitions;
  }

  /**
   * Waits until all nodes that are to run have equally many of all partitions of entities, but for
   * one.
   *
   * @return the number of the node that has each partition
   */
  public Map<Integer, Integer> awaitEven() {
    awaitWhole();
    Map<Integer, Integer> placement = new TreeMap<>();
    await(
        "all %d partitions are spread evenly".formatted(partitions),
        () -> {
          placement.clear();
          placement.putAll(placement());
          return placement.size() == partitions && isEven(placement);
        });
    return placement;
  }

  private boolean isEven(Map<Integer, Integer> placement) {
    LongSummaryStatistics shares =
        members().stream()
            .mapToLong(node -> Collections.frequency(placement.values(), node.number()))
            .summaryStatistics();
    return shares.getMax() - shares.getMin() <= 1;
  }

  /** The number of the node that has each partition, as the oldest one sees it. */
  private Map<Integer, Integer> placement() {
    Map<Integer, Integer> placement = new TreeMap<>();
    JsonNode seen = ask(byAge().getFirst(), STATE).body().path("members");
    for (FaultNode node : members()) {
      partitionsOf(node, seen).forEach(partition -> placement.put(partition, node.number()));
    }
    return placement;
  }

  /** Has nodes that start from now on be of a newer {@code app-version}; answers that. */
  public String upgrade() {
    return commands.upgrade();
  }

  /** The versions of all members, as the first of them sees it. */
  public Set<String> versions() {
    Set<String> versions = new HashSet<>();
    ask(members().getFirst(), STATE)
        .body()
        .path("members")
        .forEach(member -> versions.add(member.path("appVersion").asText()));
    return versions;
  }

  /** Whether it says that it is ready. */
  public boolean isReady(FaultNode node) {
    return ask(node, READY).status() == OK;
  }

  /** Whether it starts, and says that others use its logs. */
  public boolean waitsForOthers(FaultNode node) {
    return ask(node, READY).body().toString().contains("use its logs");
  }

  private Reply ask(FaultNode node, String path) {
    try {
      return Calls.once(http, node.url(), Calls.Request.get(path));
    } catch (IOException away) {
      return Reply.NONE;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking " + node.name(), interrupted);
    }
  }

  /** Nodes that ended though no fault had them end, with what. */
  public List<String> endedByThemselves() {
    return List.copyOf(endedByThemselves);
  }

  /** Verifies all logs by the command line, in a process; answers what it said. */
  public Shell.Ended verifyLogs() {
    return Shell.attempt(commands.verification());
  }

  /** Moves the clock of the last node by some seconds. */
  public void moveClock(long seconds) {
    commands.moveClock(nodes.size(), seconds);
  }

  /** How far the clock of a node is ahead of this process's; empty if it does not answer. */
  public Optional<Duration> clockOf(FaultNode node) {
    return NodeClock.ahead(http, node.url());
  }

  /** Waits until something holds. */
  public static void await(String what, BooleanSupplier holds) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!holds.getAsBoolean()) {
        if (System.nanoTime() > giveUp) {
          throw new IllegalStateException(
              "After %d s it does not hold that %s".formatted(PATIENCE.toSeconds(), what));
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting until " + what, interrupted);
    }
  }

  @Override
  public void close() {
    killAll();
    owned.close();
    network.close();
    http.close();
    Runtime.getRuntime().removeShutdownHook(closing);
  }

  private synchronized void killAll() {
    closed = true;
    nodes.stream().filter(FaultNode::isAlive).forEach(FaultNode::kill);
  }
}
