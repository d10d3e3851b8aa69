package io.sillok.loadtests.faults.cluster;

import io.sillok.cassandra.testkit.ServerHost;
import io.sillok.loadtests.Fork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command lines of nodes. */
final class NodeCommands {

  private static final int HTTP_PORT = 18_610;
  private static final int CLUSTER_PORT = 17_355;

  private final Path project;
  private final Path directory;
  private final List<ServerHost> hosts;
  private final Databases databases;
  private final ClusterSettings set;
  private final boolean clocks;
  private int upgrades;

  /**
   * @param clocks whether the last node's clock can be moved
   */
  NodeCommands(
      Path project,
      Path directory,
      List<ServerHost> hosts,
      Databases databases,
      ClusterSettings set,
      boolean clocks) {
    this.project = project;
    this.directory = directory;
    this.hosts = hosts;
    this.databases = databases;
    this.set = set;
    this.clocks = clocks;
    write("");
  }

  /** Has nodes that are started from now on be of a newer version; answers that. */
  String upgrade() {
    upgrades++;
    String version = upgrades + ".0.0";
    write("sillok.node.cluster.app-version = \"%s\"%n".formatted(version));
    return version;
  }

  private void write(String more) {
    String settings =
        """
        sillok.persistence.cassandra.replication = "{'class': 'SimpleStrategy', 'replication_factor': %d}"
        sillok.persistence.partitions = %d
        """
            .formatted(databases.servers().size(), set.partitions());
    try {
      Files.writeString(settings(), settings + more);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot write " + settings(), failure);
    }
  }

  /** Node {@code number}, from 1, which is not started yet. */
  FaultNode node(int number) {
    ServerHost host = hosts.get(number - 1);
    List<String> command = new ArrayList<>(host.entering());
    if (clocks && number == hosts.size()) {
      moveClock(number, 0);
      command.addAll(FakeClock.before(clock(number)));
    }
    command.addAll(java());
    command.addAll(
        List.of(
            "start",
            "--data",
            directory.resolve("node-" + number).toString(),
            "--host",
            url(number).getHost(),
            "--port",
            Integer.toString(url(number).getPort()),
            "--modules",
            project.resolve("examples/storefront/target/storefront.jar").toString(),
            "--config",
            settings().toString(),
            "--store",
            "cassandra",
            "--contact-points",
            databases.contactPoints(),
            "--keyspace",
            set.keyspace(),
            "--create-schema",
            "--cluster-host",
            host.address(),
            "--seed",
            hosts.stream()
                .map(seed -> seed.address() + ":" + CLUSTER_PORT)
                .collect(Collectors.joining(","))));
    return new FaultNode(
        number, host, url(number), command, directory.resolve("node-%d.log".formatted(number)));
  }

  private URI url(int number) {
    return URI.create(
        set.httpPorts().isEmpty()
            ? "http://%s:%d".formatted(hosts.get(number - 1).address(), HTTP_PORT)
            : "http://127.0.0.1:%d".formatted(set.httpPorts().get(number - 1)));
  }

  /** {@code log verify} of all logs. */
  List<String> verification() {
    return Stream.concat(
            java().stream(),
            Stream.of(
                "log",
                "verify",
                "--cassandra",
                databases.contactPoints(),
                "--keyspace",
                set.keyspace(),
                "--output",
                "json"))
        .toList();
  }

  void moveClock(int number, long seconds) {
    try {
      // In one step: half a line would be another time.
      Path next =
          Files.writeString(clock(number).resolveSibling("clock"), "%+d%n".formatted(seconds));
      Files.move(next, clock(number), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot write " + clock(number), failure);
    }
  }

  private List<String> java() {
    return Stream.of(
            Stream.of(Fork.java()),
            set.java().stream(),
            Stream.of("-jar", project.resolve("node/target/sillok.jar").toString()))
        .flatMap(words -> words)
        .toList();
  }

  private Path settings() {
    return directory.resolve("sillok.conf");
  }

  private Path clock(int number) {
    return directory.resolve("node-%d.clock".formatted(number));
  }
}
