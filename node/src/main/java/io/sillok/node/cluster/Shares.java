package io.sillok.node.cluster;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.node.stage.PekkoStages;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.ShardRegion.ShardRegionStats;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.pattern.Patterns;

/**
 * The partitions of each node, as that node itself tells: of one that does not answer nothing is
 * known, and of the others all. What Pekko asks its regions together is nothing at all then.
 */
final class Shares {

  private static final String ACTOR = "sillok-shares";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ActorSystem<?> system;

  /** Which partitions has the node? */
  record Ask(ActorRef<Has> replyTo) implements NodeMessage {}

  /** These. */
  record Has(List<Integer> partitions) implements NodeMessage {}

  private Shares(ActorSystem<?> system) {
    this.system = system;
  }

  /**
   * Has this node answer from now on.
   *
   * @param kind of what is sharded by partition
   */
  static Shares start(ActorSystem<?> system, String kind) {
    system.systemActorOf(answering(kind), ACTOR, Props.empty());
    return new Shares(system);
  }

  private static Behavior<Ask> answering(String kind) {
    return Behaviors.receive((context, ask) -> {
      var region = ClusterSharding.get(Adapter.toClassic(context.getSystem())).shardRegion(kind);
      PekkoStages.of(
              context.getSystem(),
              Patterns.ask(region, ShardRegion.getRegionStatsInstance(), PATIENCE))
          .thenAccept(stats -> ask.replyTo().tell(has((ShardRegionStats) stats)));
      return Behaviors.same();
    });
  }

  /** Those that do not say what they hold are being handed over, and still there. */
  private static Has has(ShardRegionStats stats) {
    return new Has(
        Stream.concat(stats.getStats().keySet().stream(), stats.getFailed().stream())
            .map(Integer::valueOf)
            .sorted()
            .toList());
  }

  /** Addresses of nodes by partition, as far as they answer. */
  CompletionStage<Map<Integer, String>> owners() {
    Map<Integer, String> owners = new HashMap<>();
    var cluster = Cluster.get(system).state();
    CompletableFuture<?>[] answers =
        StreamSupport.stream(cluster.getMembers().spliterator(), false)
            .filter(member -> !cluster.getUnreachable().contains(member))
            .map(Member::address)
            .map(member ->
                ask(member)
                    .handle((has, away) -> {
                      if (has != null) {
                        put(owners, member, has);
                      }
                      return has;
                    })
                    .toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(answers).thenApply(all -> owners);
  }

  private static void put(Map<Integer, String> owners, Address member, Has has) {
    synchronized (owners) {
      has.partitions().forEach(partition -> owners.put(partition, NodeAddress.of(member)));
    }
  }

  private CompletionStage<Has> ask(Address member) {
    return MemberActor.<Ask, Has>ask(system, member, ACTOR, Ask::new, PATIENCE)
        .toCompletableFuture()
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
