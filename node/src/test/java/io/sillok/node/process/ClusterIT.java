package io.sillok.node.process;

import static io.sillok.node.process.ClusterNodes.eventually;
import static io.sillok.node.process.ClusterNodes.shares;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.process.NodeLaunch.Ended;
import io.sillok.protocol.SillokModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that are processes of their own, and become a cluster over one Cassandra. */
final class ClusterIT {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final int CONFLICT = 5;
  private static final String FIRST = "127.0.0.21";
  private static final String SECOND = "127.0.0.22";
  private static final String THIRD = "127.0.0.23";
  private static final List<String> HOSTS = List.of(FIRST, SECOND, THIRD);

  /** Of one that may not join. */
  private static final String OTHER = "127.0.0.24";

  private static final int CARTS = 60;

  @TempDir private Path directory;

  private ClusterNodes cluster;

  @BeforeEach
  void prepare() throws IOException {
    cluster = new ClusterNodes(HOSTS, CASSANDRA, directory);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void any_node_serves_any_request_and_partitions_are_spread_evenly_over_those_that_are_there()
      throws IOException {
    for (String host : List.of(FIRST, SECOND, THIRD)) { // who is dead is left to this test
      cluster.settings(host, "pekko.cluster.split-brain-resolver.stable-after = 5 m");
    }
    HOSTS.forEach(cluster::start);
    eventually(() -> shares(cluster.node(SECOND)).equals(List.of(10, 11, 11)));
    int sent = 0;
    for (int cart = 0; cart < CARTS; cart++) {
      for (NodeProcess node : cluster.all()) {
        assertThat(add(node, cart).status()).isEqualTo(200);
        sent++;
      }
    }
    assertThat(sent).isEqualTo(3 * CARTS);

    NodeProcess asked = cluster.node(FIRST);
    assertThat(down(asked, THIRD)).as("it answers others").isEqualTo(409);
    Estate estate = new Estate(cluster.node(THIRD));
    cluster.kill(THIRD);
    eventually(() -> isUnreachable(asked, THIRD));
    Ended mute = sillok("cluster", "drain", THIRD + ":17355", "--url", asked.url());
    assertThat(mute.exitCode()).as(mute.toString()).isEqualTo(CONFLICT);
    assertThat(String.join("\n", mute.err())).contains("does not answer", "sillok cluster down");
    eventually(() -> down(asked, THIRD) == 202);
    eventually(() -> shares(asked).equals(List.of(16, 16)));
    assertThat(down(asked, THIRD)).as("it is no member any more").isEqualTo(404);
    estate.requireOn(asked, cluster.node(SECOND));
    for (int cart = 0; cart < CARTS; cart++) {
      int number = cart;
      NodeProcess node = cluster.node(cart % 2 == 0 ? FIRST : SECOND);
      eventually(() -> add(node, number).status() == 200);
      assertThat(node.get("/v1/entities/cart/c-" + cart).body().path("sequenceNumber").asInt())
          .as("all that was acknowledged before, and this")
          .isEqualTo(4);
    }

    NodeProcess back = cluster.start(THIRD);
    eventually(() -> movesTo(back, THIRD) > 0);
    eventually(() -> shares(back).equals(List.of(10, 11, 11)));
    eventually(() -> back.get("/v1/cluster").body().path("moves").isEmpty());
    Ended drained = sillok("cluster", "drain", SECOND + ":17355", "--url", back.url());
    assertThat(drained.exitCode()).as(drained.toString()).isZero();
    assertThat(cluster.node(SECOND).awaitEnd().exitCode()).isZero();
    eventually(() -> shares(back).equals(List.of(16, 16)));
    assertThat(sillok("cluster", "--output", "table", "--url", back.url()).out())
        .anySatisfy(line -> assertThat(line).contains(FIRST + ":17355", "16 of 32"));
  }

  @Test
  void who_does_not_fit_is_refused_and_says_which_setting_differs() throws IOException {
    NodeProcess first = cluster.start(FIRST);
    NodeLaunch second = NodeLaunch.on(Path.of(cluster.data(OTHER)));
    String keyspace = cluster.keyspace();
    assertThat(refusal(cluster.launch(OTHER, second, keyspace).with("--cluster-name", "other")))
        .contains("cluster sillok", "cluster other", "sillok.node.cluster.name");
    assertThat(refusal(cluster.launch(OTHER, second, CASSANDRA.newKeyspace())))
        .contains("another store", FIRST + ":17355");
    String module = ModuleJar.ofProtocol(SillokModule.PROTOCOL, directory).toString();
    NodeLaunch without =
        NodeLaunch.of("start", "--data", cluster.data(OTHER), "--port", "0", "--modules", module);
    assertThat(refusal(cluster.launch(OTHER, without, keyspace)))
        .contains("lacks entity type cart", "--modules");
    assertThat(
            refusal(NodeLaunch.on(directory.resolve("embedded")).with("--seed", FIRST + ":17355")))
        .contains("--store cassandra");
    cluster.settings(OTHER, "pekko.cluster.split-brain-resolver.active-strategy = keep-oldest");
    assertThat(refusal(cluster.launch(OTHER, second, keyspace)))
        .contains(
            "it has pekko.cluster.split-brain-resolver.active-strategy = keep-oldest, sillok@%s:17355 has keep-majority; set it alike"
                .formatted(FIRST))
        .doesNotContain("state-store-mode");
    eventually(() -> shares(first).equals(List.of(32)));
    assertThat(add(first, 1).status()).isEqualTo(200);
  }

  @Test
  void in_an_upgrade_nodes_of_a_version_agree_and_what_old_ones_do_not_know_can_be_sent_again()
      throws IOException {
    String none = ModuleJar.ofProtocol(SillokModule.PROTOCOL, directory).toString();
    cluster.settings(SECOND, "sillok.node.cluster.app-version = 1.1.0");
    cluster.settings(OTHER, "sillok.node.cluster.app-version = 1.1.0");
    NodeLaunch without =
        NodeLaunch.of("start", "--data", cluster.data(FIRST), "--port", "0", "--modules", none);
    NodeProcess old = cluster.launch(FIRST, without, cluster.keyspace()).start();
    try {
      askForTable(old);
      NodeProcess next = cluster.start(SECOND);

      assertThat(upgrading(add(next, 1)))
          .contains("does not know entity type cart", "nothing was recorded");
      assertThat(upgrading(next.get("/v1/tables/cart")))
          .contains("does not know entity type cart", "ask again");
      NodeLaunch forgotten =
          NodeLaunch.of("start", "--data", cluster.data(OTHER), "--port", "0", "--modules", none);
      assertThat(refusal(cluster.launch(OTHER, forgotten, cluster.keyspace())))
          .contains("lacks entity type cart", SECOND + ":17355", "--modules");

      old.terminate();
      assertThat(old.awaitEnd().exitCode()).isZero();
      eventually(() -> add(next, 1).status() == 200);
      eventually(() -> next.get("/v1/tables/cart").status() == 200);
    } finally {
      old.close();
    }
  }

  /** So that the partitions of tables are on {@code node}. */
  private static void askForTable(NodeProcess node) throws IOException {
    String stock =
        """
        {"kind": "entity", "key": "product",
         "schema": {"type": "record", "name": "Stock", "fields": [
           {"name": "product", "type": "string"}, {"name": "count", "type": "int"}]}}
        """;
    assertThat(node.send("PUT", "/v1/streams/stock", stock).status()).isEqualTo(201);
    eventually(() -> node.get("/v1/streams/stock/table").status() == 200);
  }

  /** Why it is refused while nodes are of several versions. */
  private static String upgrading(Answer refused) {
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body().path("code").asText()).isEqualTo("upgrading");
    return refused.body().path("detail").asText();
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

  private static boolean isUnreachable(NodeProcess asked, String host) throws IOException {
    for (JsonNode member : asked.get("/v1/cluster").body().path("members")) {
      if (member.path("address").asText().startsWith(host + ":")) {
        return !member.path("reachable").asBoolean();
      }
    }
    return false;
  }

  private static int down(NodeProcess asked, String host) throws IOException {
    return asked.send("POST", "/v1/cluster/members/%s:17355/down".formatted(host), "").status();
  }

  /** So many partitions are on their way there, or are to go. */
  private static long movesTo(NodeProcess asked, String host) throws IOException {
    JsonNode moves = asked.get("/v1/cluster").body().path("moves");
    return StreamSupport.stream(moves.spliterator(), false)
        .filter(move -> move.path("to").asText().equals(host + ":17355"))
        .count();
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
}
