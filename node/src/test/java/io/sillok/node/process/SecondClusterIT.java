package io.sillok.node.process;

import static io.sillok.node.process.ClusterNodes.eventually;
import static io.sillok.node.process.ClusterNodes.shares;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.process.NodeLaunch.Ended;
import java.io.IOException;
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
  void a_first_seed_joins_those_that_are_there() throws IOException {
    NodeProcess first = seedOfItself(ONE).start();
    try (NodeProcess other = seedOfItself(OTHER).start()) {
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

  private NodeLaunch launch(String host) {
    return nodes.launch(host, NodeLaunch.on(directory.resolve(host)), nodes.keyspace());
  }

  private NodeLaunch seedOfItself(String host) {
    return launch(host).with("--seed", host + ":17355");
  }
}
