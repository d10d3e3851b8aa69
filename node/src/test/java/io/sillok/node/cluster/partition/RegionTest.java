package io.sillok.node.cluster.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node gives to cluster sharding, and what it holds back. */
final class RegionTest {

  private static final CoordinatedShutdown.Reason STOPPED = new CoordinatedShutdown.Reason() {};
  private static final int PARTITIONS = 4;
  private static final int MOST_WAITING = 8;
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  private final ActorSystem<Void> system =
      ActorSystem.create(
          Behaviors.empty(),
          "region",
          ConfigFactory.parseString(
                  """
                  sillok.persistence.partitions = %d
                  sillok.node.cluster.most-waiting = %d
                  pekko.loglevel = ERROR
                  """
                      .formatted(PARTITIONS, MOST_WAITING))
              .withFallback(ConfigFactory.load()));
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final PartitionActors<Message> actors =
      PartitionActors.start(
          system,
          Message.class,
          "texts",
          (name, partition) -> keeping(name + partition),
          new Message.Stop());

  sealed interface Message extends NodeMessage {
    record Text(String text) implements Message {}

    record Ask(ActorRef<Done> replyTo) implements Message {}

    record Stop() implements Message {}
  }

  private Behavior<Message> keeping(String name) {
    return Behaviors.receive(Message.class)
        .onMessage(
            Message.Text.class,
            text -> {
              received.add(text.text() + name);
              return Behaviors.same();
            })
        .onMessage(
            Message.Ask.class,
            ask -> {
              ask.replyTo().tell(Done.getInstance());
              return Behaviors.same();
            })
        .onMessage(Message.Stop.class, stop -> Behaviors.stopped())
        .build();
  }

  @AfterEach
  void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  @Test
  void what_the_last_node_was_given_arrives_though_it_stops_at_once_and_nothing_later() {
    join();
    tell("at once to ");
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseClusterShardingShutdownRegion(),
            "tell-late",
            () -> {
              tell("late to ");
              return CompletableFuture.completedFuture(Done.getInstance());
            });
    CoordinatedShutdown.get(system).runAll(STOPPED).toCompletableFuture().join();
    assertThat(received)
        .containsExactlyInAnyOrder(
            "at once to a0", "at once to a1", "at once to a2", "at once to a3");
  }

  @Test
  void what_waits_while_partitions_have_no_node_is_bounded_and_what_is_beyond_is_told_at_once() {
    List<CompletableFuture<Done>> asked = new ArrayList<>();
    for (int number = 0; number < 3 * MOST_WAITING; number++) {
      asked.add(ask(number % PARTITIONS)); // nobody has joined, so no partition has a node
    }
    assertThat(asked.subList(0, MOST_WAITING)).noneMatch(CompletableFuture::isDone);
    assertThat(asked.subList(MOST_WAITING, asked.size()))
        .allSatisfy(answer ->
            assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(CrowdedException.class)
                .hasMessageContaining("8 requests wait already for partitions of texts"));
    join();
    asked.subList(0, MOST_WAITING).forEach(CompletableFuture::join);
    for (int number = 0; number < MOST_WAITING; number++) {
      ask(number % PARTITIONS).join();
    }
  }

  private CompletableFuture<Done> ask(int partition) {
    return actors.<Done>ask("a", partition, Message.Ask::new, ANSWERS_WITHIN).toCompletableFuture();
  }

  private void join() {
    CompletableFuture<Void> up = new CompletableFuture<>();
    Cluster cluster = Cluster.get(Adapter.toClassic(system));
    cluster.registerOnMemberUp(() -> up.complete(null));
    cluster.join(cluster.selfAddress());
    up.join();
  }

  private void tell(String text) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      actors.tell("a", partition, new Message.Text(text));
    }
  }
}
