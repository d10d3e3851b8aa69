package io.sillok.node.cluster.partition;

import io.sillok.node.cluster.allocation.PartitionAllocation;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding.Passivate;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * Actors of one kind that live with a partition: one for each name and partition, in the whole
 * cluster. It begins with its first message, and stops when it is idle or its partition moves.
 */
public final class PartitionActors<M extends NodeMessage> {

  private static final char SEPARATOR = '|';

  private final Region<M> region;

  private PartitionActors(Region<M> region) {
    this.region = region;
  }

  /**
   * @param kind names them; each kind is started once a node
   * @param stop asks one to stop
   */
  public static <M extends NodeMessage> PartitionActors<M> start(
      ActorSystem<?> system, Class<M> messages, String kind, Beginning<M> beginning, M stop) {
    EntityTypeKey<M> key = EntityTypeKey.create(messages, kind);
    return start(
        system,
        messages,
        key,
        Entity.of(key, context -> begin(beginning, context.getEntityId())),
        stop);
  }

  /** As {@link #start}, but none stops for being idle, unless it asks for that itself. */
  public static <M extends NodeMessage> PartitionActors<M> startLasting(
      ActorSystem<?> system,
      Class<M> messages,
      String kind,
      LastingBeginning<M> beginning,
      M stop) {
    EntityTypeKey<M> key = EntityTypeKey.create(messages, kind);
    ClusterShardingSettings settings =
        ClusterShardingSettings.create(system).withNoPassivationStrategy();
    return start(
        system,
        messages,
        key,
        Entity.of(key, context -> begin(beginning, context)).withSettings(settings),
        stop);
  }

  private static <M extends NodeMessage> PartitionActors<M> start(
      ActorSystem<?> system,
      Class<M> messages,
      EntityTypeKey<M> kind,
      Entity<M, ShardingEnvelope<M>> entity,
      M stop) {
    ActorRef<ShardingEnvelope<M>> partitions =
        ClusterSharding.get(system)
            .init(
                entity
                    .withAllocationStrategy(PartitionAllocation.of(system))
                    .withStopMessage(stop)
                    .withMessageExtractor(new ByPartition<M>()));
    return new PartitionActors<>(Region.start(system, kind, messages, partitions));
  }

  private static <M> Behavior<M> begin(LastingBeginning<M> beginning, EntityContext<M> context) {
    return Behaviors.setup(actor ->
        begin(
            (name, partition) ->
                beginning.begin(
                    name,
                    partition,
                    () -> context.getShard().tell(new Passivate<>(actor.getSelf()))),
            context.getEntityId()));
  }

  private static <M> Behavior<M> begin(Beginning<M> beginning, String id) {
    int separator = id.lastIndexOf(SEPARATOR);
    return beginning.begin(
        id.substring(0, separator), Integer.parseInt(id.substring(separator + 1)));
  }

  /**
   * Asks the actor of {@code name} in {@code partition} what it answers at once. The stage fails
   * with {@link java.util.concurrent.TimeoutException} if it does not answer, or had not when the
   * cluster went on without a node.
   */
  public <R> CompletionStage<R> ask(
      String name, int partition, Function<ActorRef<R>, M> message, Duration timeout) {
    region.begins(partition);
    return region.ask(id(name, partition), message, timeout);
  }

  /** The same of what may take its time, and is waited for though a node is lost. */
  public <R> CompletionStage<R> askPatiently(
      String name, int partition, Function<ActorRef<R>, M> message, Duration timeout) {
    region.begins(partition);
    return region.askPatiently(id(name, partition), message, timeout);
  }

  /** Tells it, without an answer. */
  public void tell(String name, int partition, M message) {
    region.begins(partition);
    region.tell(id(name, partition), message);
  }

  private static String id(String name, int partition) {
    return name + SEPARATOR + partition;
  }

  /** Makes the actor of a name and a partition. */
  @FunctionalInterface
  public interface Beginning<M> {
    Behavior<M> begin(String name, int partition);
  }

  /** Makes the actor of a name and a partition. */
  @FunctionalInterface
  public interface LastingBeginning<M> {

    /**
     * @param leave asks for it to be stopped; what comes meanwhile begins it anew
     */
    Behavior<M> begin(String name, int partition, Runnable leave);
  }

  /** Shard = partition. */
  private static final class ByPartition<M>
      extends ShardingMessageExtractor<ShardingEnvelope<M>, M> {

    @Override
    public String entityId(ShardingEnvelope<M> envelope) {
      return envelope.entityId();
    }

    @Override
    public String shardId(String entityId) {
      return entityId.substring(entityId.lastIndexOf(SEPARATOR) + 1);
    }

    @Override
    public M unwrapMessage(ShardingEnvelope<M> envelope) {
      return envelope.message();
    }
  }
}
