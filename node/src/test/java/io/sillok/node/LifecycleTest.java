package io.sillok.node;

import static io.sillok.node.TestNodes.await;
import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.execute;
import static io.sillok.node.TestNodes.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.cluster.ClusterState;
import io.sillok.node.cluster.Readiness;
import io.sillok.node.entity.EntityUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that start, cannot start, lose their store, and stop. */
final class LifecycleTest {

  @TempDir Path data;

  @Test
  void a_started_node_is_ready_and_tells_of_itself() {
    try (SillokNode node = TestNodes.start(data)) {
      assertThat(await(node.cluster().readiness())).isEqualTo(new Readiness.Ready());
      execute(node, "a", command(new Deposit(1)));
      ClusterState state = await(node.cluster().state());
      assertThat(state.members())
          .singleElement()
          .satisfies(member -> {
            assertThat(member.address()).isEqualTo(state.self());
            assertThat(member.status()).isEqualTo("Up");
          });
      assertThat(state.partitions()).isEqualTo(32);
      assertThat(state.logs())
          .anySatisfy(log -> {
            assertThat(log.log()).isEqualTo("account");
            assertThat(log.owner()).contains(state.self());
            assertThat(log.nextOffset()).isPositive();
            assertThat(log.epoch()).isPositive();
          });
    }
  }

  @Test
  void a_stopped_node_stops_once_and_lets_its_store_go() throws InterruptedException {
    SillokNode node = TestNodes.start(data);
    node.stop();
    node.stop();
    node.awaitStop();
    assertThat(await(node.cluster().readiness())).isInstanceOf(Readiness.NotReady.class);
    TestNodes.start(data).stop();
  }

  @Test
  void a_node_that_the_others_went_on_without_stops_though_its_actor_system_does_not_terminate()
      throws InterruptedException {
    SillokNode node =
        SillokNode.start(
            TestNodes.config(data)
                .settings(
                    Map.of(
                        "pekko.coordinated-shutdown.phases.actor-system-terminate.timeout",
                        "1 s")));
    CompletableFuture<Void> answered = new CompletableFuture<>();
    Adapter.toClassic(node.system()).registerOnTermination(answered::join);
    CoordinatedShutdown.get(node.system()).runAll(CoordinatedShutdown.clusterDowningReason());

    node.awaitStop();

    assertThat(node.wasDowned()).isTrue();
    assertThat(node.system().getWhenTerminated().toCompletableFuture()).isNotDone();
    answered.complete(null);
    await(node.system().getWhenTerminated());
  }

  @Test
  void a_second_node_on_the_same_data_is_refused() {
    try (SillokNode node = TestNodes.start(data)) {
      assertThatThrownBy(() -> TestNodes.start(data))
          .isInstanceOfSatisfying(
              StartException.class,
              refused -> assertThat(refused.code()).isEqualTo("store-locked"));
      execute(node, "a", command(new Deposit(1)));
    }
  }

  @Test
  void a_port_in_use_is_refused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      NodeConfig config = TestNodes.config(data).port(taken.getLocalPort());
      assertThatThrownBy(() -> SillokNode.start(config))
          .isInstanceOfSatisfying(
              StartException.class, refused -> assertThat(refused.code()).isEqualTo("port-in-use"))
          .hasMessage("Port %d is in use; choose another with --port", taken.getLocalPort());
    }
    TestNodes.start(data).stop();
  }

  @Test
  void an_unknown_host_is_refused() {
    assertThatThrownBy(() -> SillokNode.start(TestNodes.config(data).host("no.such.host.invalid")))
        .isInstanceOfSatisfying(
            StartException.class, refused -> assertThat(refused.code()).isEqualTo("host-unknown"));
    assertThatThrownBy(() -> SillokNode.start(TestNodes.config(data).host("192.0.2.1")))
        .isInstanceOfSatisfying(
            StartException.class, refused -> assertThat(refused.code()).isEqualTo("host-unknown"));
  }

  @Test
  void data_below_a_file_is_refused() throws IOException {
    Path file = Files.writeString(data.resolve("file"), "not a directory");
    assertThatThrownBy(() -> TestNodes.start(file.resolve("data")))
        .isInstanceOf(StartException.class)
        .message()
        .doesNotContain("\n")
        .contains(file.toString());
  }

  @Test
  void a_wrong_setting_is_refused() {
    NodeConfig config = TestNodes.config(data).settings(Map.of("sillok.node.ask-timeout", "soon"));
    assertThatThrownBy(() -> SillokNode.start(config))
        .isInstanceOfSatisfying(
            StartException.class, refused -> assertThat(refused.code()).isEqualTo("wrong-setting"))
        .hasMessageContaining("ask-timeout");
  }

  @Test
  void the_tag_of_an_image_is_the_version_of_its_node() {
    Map<String, String> tagged = Map.of("sillok.node.cluster.app-version", "v1.5.0");
    try (SillokNode node = SillokNode.start(TestNodes.config(data).settings(tagged))) {
      assertThat(await(node.cluster().state()).members())
          .singleElement()
          .satisfies(member -> assertThat(member.appVersion()).isEqualTo("1.5.0"));
    }
  }

  @Test
  void without_its_store_a_node_answers_at_once_that_it_cannot() {
    try (SillokNode node = TestNodes.start(data)) {
      execute(node, "a", command(new Deposit(1)));
      store(node).close();
      for (String account : new String[] {"a", "a", "never-seen"}) {
        Instant asked = Instant.now();
        assertThatThrownBy(() -> execute(node, account, command(new Deposit(1))))
            .isInstanceOfSatisfying(
                EntityUnavailableException.class,
                failure -> assertThat(failure.code()).isEqualTo("store-failed"));
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
      }
    }
  }
}
