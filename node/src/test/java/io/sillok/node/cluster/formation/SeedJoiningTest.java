package io.sillok.node.cluster.formation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sillok.node.cluster.formation.ClusterSettings.Seed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SeedJoiningTest {

  private final ActorTestKit node = ActorTestKit.create("seeds", ConfigFactory.load());
  private final Cluster cluster = Cluster.get(Adapter.toClassic(node.system()));
  private final int port = cluster.selfMember().address().getPort().orElseThrow();

  @AfterEach
  void stop() {
    node.shutdownTestKit();
  }

  @Test
  void a_first_seed_that_is_spelled_otherwise_is_told_that_it_is_none() {
    Seed elsewhere = new Seed("10.0.0.2", 17_355);

    assertThat(waitsFor(new Seed("localhost", port), elsewhere))
        .isEqualTo(
            "it asks [localhost:%d, 10.0.0.2:17355]; none of them is this node, 127.0.0.1:%d"
                .formatted(port, port));
    assertThat(waitsFor(new Seed("127.0.0.1", port), elsewhere))
        .isEqualTo("it asks [127.0.0.1:%d, 10.0.0.2:17355]".formatted(port));
    assertThat(waitsFor(elsewhere, new Seed("127.0.0.1", port)))
        .startsWith("it asks [10.0.0.2:17355, 127.0.0.1:%d]".formatted(port))
        .contains("only the first of them begins one");
  }

  private String waitsFor(Seed... seeds) {
    return new SeedJoining(
            node.system(), cluster, List.of(seeds), Optional.empty(), new CompletableFuture<>())
        .waitsFor();
  }
}
