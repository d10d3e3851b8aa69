package io.sillok.loadtests.faults.cluster;

import io.sillok.cassandra.testkit.ServerHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network namespace of Linux for each node and each server, joined by a bridge that this process
 * reaches, too. The bridge has a namespace of its own, for the machine's firewall may drop what
 * goes over a bridge, as Docker's does. What is cut is dropped by nftables where it arrives. Needs
 * root.
 */
public final class Namespaces implements Network {

  private static final String NAME = "sillok-f";
  private static final String SWITCH = NAME + "-0";
  private static final String TRIED = NAME + "-tried";
  private static final String HERE = NAME + "0";
  private static final String SUBNET = "10.231.61.";
  private static final int FIRST_NODE = 11;
  private static final int FIRST_SERVER = 21;
  private static final String CHAIN =
      "add chain inet faults input {type filter hook input priority 0;}";

  private final List<ServerHost> nodes;
  private final List<ServerHost> servers;

  private Namespaces(int nodes, int servers) {
    this.nodes = hosts(nodes, FIRST_NODE);
    this.servers = hosts(servers, FIRST_SERVER);
  }

  /** What is missing here, as a sentence; empty if namespaces can be made. */
  public static Optional<String> missing() {
    List<String> missing = new ArrayList<>();
    if (Shell.attempt(List.of("ip", "-V")).exitCode() != 0) {
      missing.add("the program ip (Debian: iproute2)");
    }
    if (Shell.attempt(List.of("nft", "--version")).exitCode() != 0) {
      missing.add("the program nft (Debian: nftables)");
    }
    if (!Shell.attempt(List.of("id", "-u")).output().strip().equals("0")) {
      missing.add("root");
    }
    if (missing.isEmpty()) {
      refusal().ifPresent(missing::add);
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Partitions need network namespaces, for which this is missing: %s. What needs none: load-tests/run faults --short"
                .formatted(String.join(", ", missing)));
  }

  /**
   * Why the system lets nobody make one with a bridge, an end here and a rule: root in a container
   * may lack the right.
   */
  private static Optional<String> refusal() {
    removeTried(); // left by one that was killed
    try {
      Shell.run("ip netns add " + TRIED);
      Shell.run("ip -n %s link add bridge type bridge".formatted(TRIED));
      Shell.run("ip link add %s type veth peer name here netns %s".formatted(TRIED, TRIED));
      Shell.run("ip netns exec %s nft add table inet faults".formatted(TRIED));
      return Optional.empty();
    } catch (IllegalStateException refused) {
      return Optional.of(
          "the right to make them, as a container has it with CAP_NET_ADMIN and CAP_SYS_ADMIN (%s)"
              .formatted(refused.getMessage()));
    } finally {
      removeTried();
    }
  }

  private static void removeTried() {
    Shell.attempt(List.of("ip", "link", "del", TRIED));
    Shell.attempt(List.of("ip", "netns", "del", TRIED));
  }

  /** Makes them anew; what a run that was killed has left is removed, unless it still runs. */
  public static Namespaces create(int nodes, int servers) {
    Namespaces network = new Namespaces(nodes, servers);
    network.requireUnused();
    network.close();
    try {
      Shell.run("ip netns add " + SWITCH);
      Shell.run("ip -n %s link add bridge type bridge".formatted(SWITCH));
      Shell.run("ip -n %s link set bridge up".formatted(SWITCH));
      Shell.run("ip link add %s type veth peer name here netns %s".formatted(HERE, SWITCH));
      Shell.run("ip -n %s link set here master bridge up".formatted(SWITCH));
      Shell.run("ip addr add %s1/24 dev %s".formatted(SUBNET, HERE));
      Shell.run("ip link set %s up".formatted(HERE));
      network.all().forEach(Namespaces::make);
    } catch (IllegalStateException failure) {
      network.close();
      throw failure;
    }
    return network;
  }

  private void requireUnused() {
    for (ServerHost host : all()) {
      Shell.Ended processes = Shell.attempt(List.of("ip", "netns", "pids", name(host)));
      if (processes.exitCode() == 0 && !processes.output().isBlank()) {
        throw new IllegalStateException(
            "Namespace %s has the processes %s, of another run; wait for it or end them"
                .formatted(name(host), processes.output().strip().replace('\n', ' ')));
      }
    }
  }

  private static void make(ServerHost host) {
    String name = name(host);
    String port = "to" + last(host);
    Shell.run("ip netns add " + name);
    Shell.run(
        "ip -n %s link add %s type veth peer name eth0 netns %s".formatted(SWITCH, port, name));
    Shell.run("ip -n %s link set %s master bridge up".formatted(SWITCH, port));
    Shell.run("ip -n %s addr add %s/24 dev eth0".formatted(name, host.address()));
    Shell.run("ip -n %s link set eth0 up".formatted(name));
    Shell.run("ip -n %s link set lo up".formatted(name));
    nft(host, "add table inet faults");
    nft(host, CHAIN);
  }

  @Override
  public List<ServerHost> nodes() {
    return nodes;
  }

  @Override
  public List<ServerHost> servers() {
    return servers;
  }

  @Override
  public void cut(ServerHost from, ServerHost to) {
    nft(to, "add rule inet faults input ip saddr %s drop".formatted(from.address()));
  }

  @Override
  public void heal() {
    all().forEach(host -> nft(host, "flush chain inet faults input"));
  }

  @Override
  public void close() {
    // What is not there cannot be deleted, and need not.
    all().forEach(host -> Shell.attempt(List.of("ip", "netns", "del", name(host))));
    Shell.attempt(List.of("ip", "link", "del", HERE));
    Shell.attempt(List.of("ip", "netns", "del", SWITCH));
  }

  private List<ServerHost> all() {
    return Stream.concat(nodes.stream(), servers.stream()).toList();
  }

  private static List<ServerHost> hosts(int count, int first) {
    return IntStream.range(first, first + count)
        .mapToObj(last ->
            new ServerHost(SUBNET + last, List.of("ip", "netns", "exec", NAME + "-" + last)))
        .toList();
  }

  private static void nft(ServerHost host, String rule) {
    List<String> command = new ArrayList<>(host.entering());
    command.add("nft");
    command.add(rule);
    Shell.run(command);
  }

  private static String name(ServerHost host) {
    return NAME + "-" + last(host);
  }

  private static String last(ServerHost host) {
    return host.address().substring(SUBNET.length());
  }
}
