package io.sillok.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.junit.jupiter.api.Test;

/** What a node gives to cluster sharding while it stops. */
final class RegionTest {

  private static final CoordinatedShutdown.Reason STOPPED = new CoordinatedShutdown.Reason() {};
  private static final int PARTITIONS = 4;

  private final ActorSystem<Void> system =
      ActorSystem.create(
          Behaviors.empty(),
          "region",
          ConfigFactory.parseString(
                  """
                  sillok.persistence.partitions = %d
                  pekko.loglevel = ERROR
                  """
                      .formatted(PARTITIONS))
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
        .onMessage(Message.Stop.class, stop -> Behaviors.stopped())
        .build();
  }

  @Test
  void what_the_last_node_was_given_arrives_though_it_stops_at_once_and_nothing_later() {
    CompletableFuture<Void> up = new CompletableFuture<>();
    Cluster cluster = Cluster.get(Adapter.toClassic(system));
    cluster.registerOnMemberUp(() -> up.complete(null));
    cluster.join(cluster.selfAddress());
    up.join();
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

  private void tell(String text) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      actors.tell("a", partition, new Message.Text(text));
    }
  }
}
