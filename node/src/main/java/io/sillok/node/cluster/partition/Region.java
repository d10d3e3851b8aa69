package io.sillok.node.cluster.partition;

import io.sillok.node.stage.PekkoStages;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.pattern.Patterns;

/**
 * Messages to the partitions of one kind, on whatever node they are. Cluster sharding holds
 * messages back until a partition has a node; so that they stay bounded, there is a largest number
 * of questions that wait for their answers. Of the last node partitions stop for good, and what
 * would begin one anew would be held until a time-out; so it becomes a dead letter, and what was
 * sent before is given the time to arrive.
 */
public final class Region<M> {

  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(3);
  private static final Duration LOOKS_WITHIN = Duration.ofSeconds(1);
  private static final Duration LOOKS_EACH = Duration.ofMillis(20);

  private final ActorSystem<?> system;
  private final EntityTypeKey<M> kind;
  private final ActorRef<ShardingEnvelope<M>> partitions;
  private final int mostWaiting;
  private final Unanswered unanswered;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Set<Integer> begun = ConcurrentHashMap.newKeySet();
  private volatile boolean leaves;

  private Region(
      ActorSystem<?> system, EntityTypeKey<M> kind, ActorRef<ShardingEnvelope<M>> partitions) {
    this.system = system;
    this.kind = kind;
    this.partitions = partitions;
    mostWaiting = system.settings().config().getInt("sillok.node.cluster.most-waiting");
    unanswered = Unanswered.start(system, kind.name());
  }

  /**
   * @param messages those of this kind alone
   * @param partitions that cluster sharding has started
   */
  public static <M> Region<M> start(
      ActorSystem<?> system,
      EntityTypeKey<M> kind,
      Class<M> messages,
      ActorRef<ShardingEnvelope<M>> partitions) {
    Region<M> region = new Region<>(system, kind, partitions);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeClusterShutdown(),
            "leave-" + kind.name(),
            region::leave);
    Redelivery.start(system, kind.name(), messages, region);
    return region;
  }

  /** Tells {@code id}, without an answer. */
  public void tell(String id, M message) {
    target().tell(new ShardingEnvelope<>(id, message));
  }

  /**
   * Asks {@code id} what is answered at once. The stage fails with {@link
   * java.util.concurrent.TimeoutException} if it does not answer, or had not when the cluster went
   * on without a node, and at once with {@link CrowdedException} if so much waits that no more may.
   */
  public <R> CompletionStage<R> ask(String id, Function<ActorRef<R>, M> message, Duration timeout) {
    return unanswered.add(askPatiently(id, message, timeout));
  }

  /** The same of what may take its time, and is waited for though a node is lost. */
  public <R> CompletionStage<R> askPatiently(
      String id, Function<ActorRef<R>, M> message, Duration timeout) {
    if (waiting.incrementAndGet() > mostWaiting) {
      waiting.decrementAndGet();
      return CompletableFuture.failedFuture(new CrowdedException(kind.name(), mostWaiting));
    }
    return PekkoStages.<ShardingEnvelope<M>, R>ask(
            system,
            target(),
            replyTo -> new ShardingEnvelope<>(id, message.apply(replyTo)),
            timeout)
        .whenComplete((answer, failure) -> waiting.decrementAndGet());
  }

  /** The next message may begin {@code partition}, and nobody waits for its answer. */
  void begins(int partition) {
    if (!begun.contains(partition)) {
      begun.add(partition);
    }
  }

  private ActorRef<ShardingEnvelope<M>> target() {
    return leaves && !OtherNodes.areUp(system) ? system.deadLetters() : partitions;
  }

  private CompletionStage<Done> leave() {
    leaves = true;
    return OtherNodes.areUp(system)
        ? CompletableFuture.completedFuture(Done.getInstance())
        : arrive(System.nanoTime() + ARRIVES_WITHIN.toNanos());
  }

  private CompletionStage<Done> arrive(long giveUp) {
    CompletionStage<CurrentShardRegionState> asked =
        PekkoStages.ask(
            system,
            ClusterSharding.get(system).shardState(),
            replyTo -> new GetShardRegionState(kind, replyTo),
            LOOKS_WITHIN);
    return asked.thenCompose(state -> {
      Set<Integer> here = new HashSet<>();
      state.getShards().forEach(shard -> here.add(Integer.valueOf(shard.shardId())));
      return here.containsAll(begun) || System.nanoTime() > giveUp
          ? CompletableFuture.completedFuture(Done.getInstance())
          : Patterns.after(LOOKS_EACH, Adapter.toClassic(system), () -> arrive(giveUp));
    });
  }
}
