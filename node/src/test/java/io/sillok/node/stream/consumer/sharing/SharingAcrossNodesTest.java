package io.sillok.node.stream.consumer.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sillok.node.stream.Streams.Passing;
import io.sillok.node.stream.consumer.kept.Consumer;
import io.sillok.node.stream.consumer.sharing.Delivery.Assigned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instances that are connected to different nodes of a real cluster share the partitions. */
final class SharingAcrossNodesTest {

  private static final String CONSUMER = "page-viewed/mailer";
  private static final int PARTITIONS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Node> nodes = new ArrayList<>();

  @BeforeEach
  void start() {
    nodes.add(new Node());
    nodes.add(new Node());
    nodes.forEach(node -> node.join(nodes.getFirst()));
    nodes.forEach(node -> eventually(() -> node.sees(2)));
  }

  @AfterEach
  void stop() {
    nodes.forEach(Node::stop);
  }

  @Test
  void a_coordinator_that_goes_with_its_node_is_replaced_and_who_is_left_keeps_what_it_reads() {
    Map<Node, List<Connected>> connected = new LinkedHashMap<>();
    for (Node node : nodes) {
      String name = "i" + nodes.indexOf(node);
      connected.put(node, List.of(node.connect(name + "a"), node.connect(name + "b")));
    }
    List<Connected> all = connected.values().stream().flatMap(List::stream).toList();
    eventually(() -> isShared(all));
    assertThat(nodes.get(1).instances()).isEqualTo(nodes.get(0).instances());
    assertThat(all).allMatch(each -> each.partitions().size() == PARTITIONS / 4);

    Node coordinating = nodes.stream().filter(Node::coordinates).findFirst().orElseThrow();
    Node other = nodes.stream().filter(node -> node != coordinating).findFirst().orElseThrow();
    List<Connected> left = connected.getOrDefault(other, List.of());
    left.forEach(Connected::forgetLost);
    List<Set<Integer>> before = left.stream().map(Connected::partitions).toList();
    assertThat(other.coordinates()).isFalse();
    coordinating.stop();

    eventually(() -> isShared(left));
    for (int index = 0; index < left.size(); index++) {
      assertThat(left.get(index).partitions()).containsAll(before.get(index));
      assertThat(left.get(index).lost()).as("partitions taken away meanwhile").isEmpty();
    }
    assertThat(other.coordinates()).isTrue();
    left.getFirst().leave();
    eventually(() -> isShared(left.subList(1, 2)));
  }

  /** Whether each partition is with exactly one of {@code all}. */
  private static boolean isShared(List<Connected> all) {
    Set<Integer> read = new TreeSet<>();
    int count = 0;
    for (Connected each : all) {
      read.addAll(each.partitions());
      count += each.partitions().size();
    }
    return count == PARTITIONS && read.size() == PARTITIONS;
  }

  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** An instance, and what it has. */
  private static final class Connected {

    private final UniqueKillSwitch connection;
    private final Set<Integer> lost = ConcurrentHashMap.newKeySet();
    private volatile Set<Integer> partitions = Set.of();

    Connected(Source<Delivery, NotUsed> deliveries, ActorTestKit testKit) {
      connection =
          deliveries
              .viaMat(KillSwitches.single(), Keep.right())
              .to(Sink.foreach(this::take))
              .run(testKit.system());
    }

    private void take(Delivery delivery) {
      if (delivery instanceof Assigned(var assigned)) {
        partitions.stream().filter(each -> !assigned.contains(each)).forEach(lost::add);
        partitions = Set.copyOf(assigned);
      }
    }

    Set<Integer> partitions() {
      return partitions;
    }

    /** What was taken away from it. */
    Set<Integer> lost() {
      return lost;
    }

    void forgetLost() {
      lost.clear();
    }

    void leave() {
      connection.shutdown();
      partitions = Set.of();
    }
  }

  /** A node without a store, on which the consumer stands always at its start. */
  private static final class Node {

    private static final Config CONFIG =
        ConfigFactory.parseString(
                """
                pekko.loglevel = WARNING
                pekko.coordinated-shutdown.terminate-actor-system = on
                pekko.cluster.sharding.state-store-mode = ddata
                """)
            .withFallback(ConfigFactory.load());

    private final ActorTestKit testKit = ActorTestKit.create("sharing", CONFIG);
    private final Cluster cluster = Cluster.get(testKit.system());
    private final Sharing sharing =
        new ClusterSharing(
            testKit.system(),
            name ->
                CompletableFuture.completedFuture(
                    new Consumer(true, 1, List.of(), Optional.empty())),
            name -> 0,
            PARTITIONS,
            new SharingSettings(
                Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(1)));

    void join(Node first) {
      cluster.manager().tell(Join.create(first.cluster.selfMember().address()));
    }

    boolean sees(int members) {
      long up =
          StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
              .filter(member -> member.status().equals(MemberStatus.up()))
              .count();
      return up == members;
    }

    Connected connect(String instance) {
      return new Connected(
          sharing.join(
              new Sharing.Subject(
                  CONSUMER,
                  "page-viewed",
                  "",
                  from ->
                      Source.<Passing>maybe().mapMaterializedValue(never -> NotUsed.getInstance()),
                  (generation, spans) -> CompletableFuture.completedFuture(List.of())),
              instance),
          testKit);
    }

    /** Whether the consumer's coordinator is here. */
    boolean coordinates() {
      CompletionStage<CurrentShardRegionState> asked =
          AskPattern.ask(
              ClusterSharding.get(testKit.system()).shardState(),
              replyTo ->
                  new GetShardRegionState(
                      EntityTypeKey.create(CoordinatorMessage.class, "consumer-coordinator"),
                      replyTo),
              PATIENCE,
              testKit.system().scheduler());
      return asked.toCompletableFuture().join().getShards().stream()
          .anyMatch(shard -> !shard.getEntityIds().isEmpty());
    }

    Instances instances() {
      return sharing.instances(CONSUMER).toCompletableFuture().join();
    }

    void stop() {
      CoordinatedShutdown.get(testKit.system())
          .runAll(CoordinatedShutdown.unknownReason())
          .toCompletableFuture()
          .join();
    }
  }
}
