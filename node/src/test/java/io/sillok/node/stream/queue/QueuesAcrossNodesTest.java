package io.sillok.node.stream.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sillok.node.stream.queue.shard.ShardMessage;
import io.sillok.node.stream.queue.shard.ShardParts;
import io.sillok.node.stream.queue.shard.ShardSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardRegion.ClusterShardingStats;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.GetClusterShardingStats;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Workers of a queue whose partitions are on both nodes of a real cluster. A lease is so long that
 * none runs out.
 */
final class QueuesAcrossNodesTest {

  private static final int PARTITIONS = 8;
  private static final int EVENTS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So soon a worker goes on with other partitions, once the node is gone. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final QueueDefinition QUEUE =
      new QueueDefinition(
          EventsInMemory.STREAM,
          "all",
          "q1",
          1,
          new QueueSettings(
              Optional.empty(), Duration.ofHours(1), 5, Duration.ofSeconds(1), Ordering.NONE),
          List.of());

  private final ProgressInMemory progress = new ProgressInMemory();
  private final List<Node> nodes = new ArrayList<>();

  @BeforeEach
  void start() {
    nodes.add(new Node(progress));
    nodes.add(new Node(progress));
    nodes.forEach(node -> node.join(nodes.getFirst()));
    nodes.forEach(node -> eventually(() -> node.sees(2) && node.seesRegions(2)));
  }

  @AfterEach
  void stop() {
    nodes.forEach(Node::stop);
  }

  @Test
  void a_worker_that_holds_an_event_of_a_node_that_leaves_goes_on_at_once() {
    assertWorkerGoesOnAfter(Node::stop);
  }

  @Test
  void a_worker_that_holds_an_event_of_a_node_that_is_lost_goes_on_at_once() {
    assertWorkerGoesOnAfter(nodes.getFirst()::lose);
  }

  private void assertWorkerGoesOnAfter(Consumer<Node> ending) {
    Node staying = nodes.getFirst();
    Node going = nodes.removeLast();
    Worker worker = new Worker(staying);
    Set<String> done = new HashSet<>();
    String held = worker.next(PATIENCE);
    while (!going.has(Worker.partition(held))) {
      worker.ack();
      done.add(held);
      held = worker.next(PATIENCE);
    }

    ending.accept(going);
    eventually(() -> staying.sees(1) && staying.seesRegions(1));

    String next = worker.next(SOON);
    while (done.add(next) && done.size() < PARTITIONS * EVENTS) {
      worker.ack();
      next = worker.next(PATIENCE);
    }
    worker.ack();
    assertThat(done).as("each event once, but for " + held).hasSize(PARTITIONS * EVENTS);
    assertThat(staying.lag()).isZero();
  }

  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static <T> T await(CompletionStage<T> stage, Duration time) {
    return stage.toCompletableFuture().orTimeout(time.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  /** One that is connected and holds one event at a time. */
  private static final class Worker {

    private final Node node;
    private final SinkQueueWithCancel<QueueItem> items;
    private String receipt = "";

    Worker(Node node) {
      this.node = node;
      items = node.queues.receive(QUEUE, 1).runWith(Sink.queue(), node.testKit.system());
    }

    static int partition(String event) {
      return Integer.parseInt(event.substring(0, event.indexOf(':')));
    }

    /** The name of the event that it holds from now on. */
    String next(Duration time) {
      QueueItem item = await(items.pull(), time).orElseThrow();
      receipt = item.receipt();
      return new String(item.event(), StandardCharsets.UTF_8);
    }

    void ack() {
      Receipt parsed = Receipt.parse(QUEUE, receipt, PARTITIONS);
      assertThat(await(node.queues.settle(QUEUE, new Settling.Ack(), List.of(parsed)), PATIENCE))
          .containsExactly(new Settled.Done());
    }
  }

  /** A node without a store, at whose streams nothing happens. */
  private static final class Node {

    private static final Config CONFIG =
        ConfigFactory.parseString(
                """
                pekko.loglevel = WARNING
                pekko.coordinated-shutdown.run-by-actor-system-terminate = off
                pekko.cluster.sharding.state-store-mode = ddata
                sillok.persistence.partitions = %d
                """
                    .formatted(PARTITIONS))
            .withFallback(ConfigFactory.load());

    private static final EntityTypeKey<ShardMessage> KIND =
        EntityTypeKey.create(ShardMessage.class, "queue-partition");

    private final ActorTestKit testKit = ActorTestKit.create("queues", CONFIG);
    private final Cluster cluster = Cluster.get(testKit.system());
    private final Queues queues;

    Node(ProgressInMemory progress) {
      queues =
          new ShardedQueues(
              testKit.system(),
              new ShardParts(
                  progress,
                  new EventsInMemory(EVENTS),
                  queue -> QueueFilter.ALL,
                  EventsInMemory::named,
                  new ShardSettings(
                      100, 100, 1 << 20, Duration.ofSeconds(1), Duration.ofMinutes(10)),
                  InstantSource.system()),
              PARTITIONS,
              PATIENCE);
    }

    void join(Node first) {
      cluster.manager().tell(Join.create(first.cluster.selfMember().address()));
    }

    /** Ends {@code other} as a crash does, and has the cluster go on without it. */
    void lose(Node other) {
      Address address = other.cluster.selfMember().address();
      other.testKit.system().terminate();
      await(other.testKit.system().getWhenTerminated(), PATIENCE);
      cluster.manager().tell(new Down(address));
    }

    boolean sees(int members) {
      List<Member> seen = new ArrayList<>();
      cluster.state().getMembers().forEach(seen::add);
      return seen.size() == members
          && seen.stream().allMatch(member -> member.status().equals(MemberStatus.up()));
    }

    /** Whether partitions can be on so many nodes. */
    boolean seesRegions(int count) {
      CompletionStage<ClusterShardingStats> asked =
          AskPattern.ask(
              ClusterSharding.get(testKit.system()).shardState(),
              replyTo -> new GetClusterShardingStats(KIND, Duration.ofSeconds(1), replyTo),
              PATIENCE,
              testKit.system().scheduler());
      return await(asked, PATIENCE).getRegions().size() == count;
    }

    /** Whether the queue's {@code partition} is here. */
    boolean has(int partition) {
      CompletionStage<CurrentShardRegionState> asked =
          AskPattern.ask(
              ClusterSharding.get(testKit.system()).shardState(),
              replyTo -> new GetShardRegionState(KIND, replyTo),
              PATIENCE,
              testKit.system().scheduler());
      return await(asked, PATIENCE).getShards().stream()
          .anyMatch(shard -> shard.shardId().equals(String.valueOf(partition)));
    }

    long lag() {
      return await(queues.standing(QUEUE), PATIENCE).lag();
    }

    void stop() {
      CoordinatedShutdown.get(testKit.system())
          .runAll(CoordinatedShutdown.unknownReason())
          .toCompletableFuture()
          .join();
    }
  }
}
