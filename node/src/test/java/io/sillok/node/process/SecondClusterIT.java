package io.sillok.node.process;

import static io.sillok.node.process.ClusterNodes.eventually;
import static io.sillok.node.process.ClusterNodes.shares;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.process.NodeLaunch.Ended;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that would begin a cluster of their own over logs that a cluster uses. */
final class SecondClusterIT {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final String ONE = "127.0.0.46";
  private static final String OTHER = "127.0.0.47";
  private static final int OTHER_PORT = 18447;
  private static final String FORGOTTEN_SOON =
      "sillok.node.cluster.presence { interval = 1 s, lasts = 8 s }";

  /** Longer than another node takes to its first look. */
  private static final String FORGOTTEN_LATE = "sillok.node.cluster.presence.lasts = 25 s";

  @TempDir private Path directory;

  private ClusterNodes nodes;

  @BeforeEach
  void prepare() throws IOException {
    nodes = new ClusterNodes(List.of(), CASSANDRA, directory, FORGOTTEN_SOON);
  }

  @Test
  void one_without_seeds_is_refused_and_says_what_to_do() throws IOException {
    try (NodeProcess one = launch(ONE).start()) {
      switch (launch(OTHER).tryStart()) {
        case Ended refused -> {
          assertThat(refused.exitCode()).isEqualTo(1);
          assertThat(String.join("\n", refused.err()))
              .contains(nodes.keyspace(), "--seed " + ONE + ":", "--keyspace");
        }
        case NodeProcess serves -> {
          serves.close();
          throw new AssertionError("It serves");
        }
      }
      assertThat(shares(one)).containsExactly(32);
    }
  }

  @Test
  void one_at_the_same_address_is_refused_and_says_what_to_do() throws IOException {
    String everywhere = "sillok.node.cluster.port = 17456\n" + FORGOTTEN_SOON;
    nodes.settings(ONE, everywhere);
    try (NodeProcess one = launch(ONE).start()) {
      nodes.settings(ONE, everywhere + "\npekko.remote.artery.bind.port = 17457"); // elsewhere
      NodeLaunch alike =
          nodes.launch(ONE, NodeLaunch.on(directory.resolve("alike")), nodes.keyspace());
      switch (alike.tryStart()) {
        case Ended refused -> {
          assertThat(refused.exitCode()).isEqualTo(1);
          assertThat(String.join("\n", refused.err()))
              .contains(nodes.keyspace(), ONE + ":17456", "--cluster-host");
        }
        case NodeProcess serves -> {
          serves.close();
          throw new AssertionError("It serves");
        }
      }
      assertThat(shares(one)).containsExactly(32);
    }
  }

  @Test
  void first_seeds_that_start_at_once_are_one_cluster_and_so_is_one_that_comes_back()
      throws IOException {
    NodeProcess first = seedOfItself(ONE).begin();
    try (NodeProcess other = seedOfItself(OTHER).begin()) {
      assertThat(first.awaitReady()).isTrue();
      assertThat(other.awaitReady()).isTrue();
      eventually(() -> shares(other).equals(List.of(16, 16)));
      first.kill();
      first.close();
      try (NodeProcess back = seedOfItself(ONE).start()) {
        eventually(() -> shares(back).equals(List.of(16, 16)));
        eventually(() -> shares(other).equals(List.of(16, 16)));
      }
    }
  }

  @Test
  void it_waits_for_those_that_do_not_answer_until_they_are_forgotten() throws IOException {
    nodes.settings(ONE, FORGOTTEN_LATE);
    NodeProcess first = seedOfItself(ONE).start();
    first.kill();
    first.close();
    NodeLaunch launch =
        nodes.launch(
            OTHER, NodeLaunch.on(directory.resolve("other"), OTHER_PORT), nodes.keyspace());
    try (NodeProcess other = launch.with("--seed", OTHER + ":17355").begin().at(OTHER_PORT)) {
      assertThat(other.awaitReady()).isTrue();
      assertThat(other.log())
          .anySatisfy(line ->
              assertThat(line).contains(ONE + ":17355", "begins no cluster", nodes.keyspace()));
      eventually(() -> shares(other).equals(List.of(32)));
    }
  }

  @Test
  void two_clusters_that_came_to_be_nevertheless_name_each_other() throws IOException {
    try (NodeProcess one = launch(ONE).start()) {
      assertThat(one.get("/v1/cluster").body().path("strangers")).isEmpty();
      one.pause(); // until the store has forgotten it
      try (NodeProcess other = seedOfItself(OTHER).start()) {
        one.resume();
        eventually(() -> strangers(other).startsWith(ONE + ":"));
        eventually(() -> strangers(one).startsWith(OTHER + ":"));
        eventually(() -> metrics(other).contains("sillok_cluster_strangers 1"));
      }
      eventually(() -> strangers(one).isEmpty());
    }
  }

  /** The first of them; empty if there is none. */
  private static String strangers(NodeProcess node) throws IOException {
    return node.get("/v1/cluster").body().path("strangers").path(0).asText();
  }

  private static String metrics(NodeProcess node) throws IOException {
    try (var metrics = URI.create(node.url() + "/metrics").toURL().openStream()) {
      return new String(metrics.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private NodeLaunch launch(String host) {
    return nodes.launch(host, NodeLaunch.on(directory.resolve(host)), nodes.keyspace());
  }

  private NodeLaunch seedOfItself(String host) {
    return launch(host).with("--seed", host + ":17355");
  }
}
