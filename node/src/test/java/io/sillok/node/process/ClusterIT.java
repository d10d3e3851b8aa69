package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.process.NodeLaunch.Ended;
import io.sillok.protocol.SillokModule;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that are processes of their own, and become a cluster over one Cassandra. */
final class ClusterIT {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final int PARTITIONS = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String SETTINGS =
      """
      sillok.persistence.cassandra.replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}"
      pekko.cluster.split-brain-resolver.stable-after = 3 s
      """;

  @TempDir private Path directory;

  private final Map<String, NodeProcess> nodes = new HashMap<>();
  private String keyspace = "";
  private Path settings = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    keyspace = CASSANDRA.newKeyspace();
    settings = directory.resolve("sillok.conf");
    Files.writeString(settings, SETTINGS);
  }

  @AfterEach
  void stop() {
    nodes.values().forEach(NodeProcess::close);
  }

  @Test
  void any_node_serves_any_request_and_partitions_are_spread_evenly_over_those_that_are_there()
      throws IOException {
    start("127.0.0.1");
    start("127.0.0.2");
    start("127.0.0.3");
    List<String> places = List.of("127.0.0.1:17355", "127.0.0.2:17355", "127.0.0.3:17355");
    eventually(() -> sizes(node("127.0.0.2")).equals(List.of(10, 11, 11)));
    int sent = 0;
    for (int cart = 0; cart < 60; cart++) {
      for (NodeProcess node : nodes.values()) {
        assertThat(add(node, cart).status()).isEqualTo(200);
        sent++;
      }
    }
    assertThat(sent).isEqualTo(180);

    node("127.0.0.3").kill();
    eventually(() -> sizes(node("127.0.0.1")).equals(List.of(16, 16)));
    for (int cart = 0; cart < 60; cart++) {
      int number = cart;
      NodeProcess node = node(cart % 2 == 0 ? "127.0.0.1" : "127.0.0.2");
      eventually(() -> add(node, number).status() == 200);
      assertThat(node.get("/v1/entities/cart/c-" + cart).body().path("sequenceNumber").asInt())
          .as("all that was acknowledged before, and this")
          .isEqualTo(4);
    }
    node("127.0.0.3").close();

    NodeProcess back = start("127.0.0.3");
    eventually(() -> sizes(back).equals(List.of(10, 11, 11)));
    assertThat(members(back).keySet()).containsExactlyInAnyOrderElementsOf(places);

    Ended drained = sillok("cluster", "drain", places.get(1), "--url", back.url());
    assertThat(drained.exitCode()).as(drained.toString()).isZero();
    assertThat(node("127.0.0.2").awaitEnd().exitCode()).isZero();
    eventually(() -> sizes(back).equals(List.of(16, 16)));
    Ended shown = sillok("cluster", "--output", "table", "--url", back.url());
    assertThat(shown.out())
        .anySatisfy(line -> assertThat(line).contains("127.0.0.1:17355", "16 of 32"));
  }

  @Test
  void who_does_not_fit_is_refused_and_says_which_setting_differs() throws IOException {
    NodeProcess first = start("127.0.0.1");
    NodeLaunch second = NodeLaunch.on(Path.of(data("127.0.0.4")));
    assertThat(refusal(launch("127.0.0.4", second, keyspace).with("--cluster-name", "other")))
        .contains("cluster sillok", "cluster other", "sillok.node.cluster.name");
    assertThat(refusal(launch("127.0.0.4", second, CASSANDRA.newKeyspace())))
        .contains("another store", "127.0.0.1:17355");
    String module = ModuleJar.ofProtocol(SillokModule.PROTOCOL, directory).toString();
    NodeLaunch without =
        NodeLaunch.of("start", "--data", data("127.0.0.4"), "--port", "0", "--modules", module);
    assertThat(refusal(launch("127.0.0.4", without, keyspace)))
        .contains("lacks entity type cart", "--modules");
    assertThat(
            refusal(NodeLaunch.on(directory.resolve("embedded")).with("--seed", "127.0.0.1:17355")))
        .contains("--store cassandra");
    eventually(() -> sizes(first).equals(List.of(PARTITIONS)));
    assertThat(add(first, 1).status()).isEqualTo(200);
  }

  private static String refusal(NodeLaunch launch) {
    Ended ended =
        switch (launch.tryStart()) {
          case Ended refused -> refused;
          case NodeProcess serves -> {
            serves.close();
            throw new AssertionError("It serves");
          }
        };
    assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(1);
    return String.join("\n", ended.err());
  }

  private NodeProcess node(String host) {
    return Objects.requireNonNull(nodes.get(host));
  }

  private NodeProcess start(String host) {
    NodeProcess node = launch(host, NodeLaunch.on(Path.of(data(host))), keyspace).start();
    nodes.put(host, node);
    return node;
  }

  private String data(String host) {
    return directory.resolve(host).toString();
  }

  private NodeLaunch launch(String host, NodeLaunch node, String keyspace) {
    return node.with(
        "--config",
        settings.toString(),
        "--store",
        "cassandra",
        "--contact-points",
        CASSANDRA.contactPoint().getAddress().getHostAddress()
            + ":"
            + CASSANDRA.contactPoint().getPort(),
        "--datacenter",
        CASSANDRA.datacenter(),
        "--keyspace",
        keyspace,
        "--create-schema",
        "--cluster-host",
        host,
        "--seed",
        "127.0.0.1:17355,127.0.0.2:17355,127.0.0.3:17355");
  }

  private static Ended sillok(String... words) {
    return NodeLaunch.of(words).run();
  }

  private static Answer add(NodeProcess node, int cart) throws IOException {
    return node.command(
        "cart/c-" + cart,
        "add-item",
        "{\"productId\":\"p-1\",\"quantity\":1,\"unitPrice\":\"1.00\"}");
  }

  private static Map<String, Integer> members(NodeProcess node) {
    Map<String, Integer> members = new HashMap<>();
    try {
      for (JsonNode member : node.get("/v1/cluster").body().path("members")) {
        members.put(member.path("address").asText(), member.path("partitions").size());
      }
    } catch (IOException away) {
      throw new AssertionError(away);
    }
    return members;
  }

  private static List<Integer> sizes(NodeProcess node) {
    return new ArrayList<>(members(node).values()).stream().sorted().toList();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void eventually(Condition condition) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.holds()) {
        assertThat(System.nanoTime()).as("in time").isLessThan(giveUp);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    } catch (IOException away) {
      throw new AssertionError(away);
    }
  }
}
