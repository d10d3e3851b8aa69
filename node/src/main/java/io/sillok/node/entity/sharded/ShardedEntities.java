package io.sillok.node.entity.sharded;

import io.sillok.node.cluster.PartitionProbe;
import io.sillok.node.cluster.allocation.PartitionAllocation;
import io.sillok.node.cluster.partition.Region;
import io.sillok.node.entity.AsOf;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.EventPage;
import io.sillok.node.entity.IdPage;
import io.sillok.node.entity.journaled.CommandDigest;
import io.sillok.node.entity.journaled.EntityRules;
import io.sillok.node.entity.journaled.Order;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore.StoreHealth;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.EntityModel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** {@link Entities} on Pekko's cluster sharding: shard = partition, for all entity types alike. */
public final class ShardedEntities implements Entities, PartitionProbe {

  private static final EntityTypeKey<EntityMessage> KEY =
      EntityTypeKey.create(EntityMessage.class, "entities");

  private final ActorSystem<?> system;
  private final EntityRuntime runtime;
  private final Unavailability unavailability;
  private final Duration timeout;
  private final Region<EntityMessage> region;

  /**
   * Starts to serve entities on this node; the cluster must have been joined. The schemas of all
   * events are kept first, so waits for the store.
   *
   * @param timeout after which an entity that did not answer is given up
   */
  public static ShardedEntities start(ActorSystem<?> system, Duration timeout) {
    EntityRuntime runtime = EntityRuntime.get(system);
    runtime.schemas().publish(runtime.models()).toCompletableFuture().join();
    return new ShardedEntities(system, runtime, timeout);
  }

  private ShardedEntities(ActorSystem<?> system, EntityRuntime runtime, Duration timeout) {
    this.system = system;
    this.runtime = runtime;
    this.timeout = timeout;
    this.unavailability = new Unavailability(system, runtime.store());
    Partitioner partitioner = new Partitioner(runtime.store().partitions());
    this.region =
        Region.start(
            system,
            KEY,
            EntityMessage.class,
            ClusterSharding.get(system)
                .init(
                    Entity.of(KEY, this::behavior)
                        .withMessageExtractor(new PartitionExtractor(partitioner))
                        .withAllocationStrategy(PartitionAllocation.of(system))
                        .withStopMessage(new EntityMessage.Stop())));
    system.systemActorOf(
        UndeliveredMessages.create(unavailability), "undelivered-messages", Props.empty());
  }

  /** How events are kept. */
  public RecordedCodec codec() {
    return runtime.events();
  }

  /** Under which cluster sharding knows the entities. */
  public static EntityTypeKey<?> key() {
    return KEY;
  }

  @Override
  public CompletionStage<CommandResult> execute(EntityAddress entity, CommandRequest request) {
    EntityModel<?, ?, ?> model = model(entity.type());
    if (runtime.store().health() instanceof StoreHealth.Failed) {
      return CompletableFuture.failedFuture(unavailability.exception(null));
    }
    Order order;
    try {
      order = order(model, request);
    } catch (CodecException defect) {
      return CompletableFuture.completedFuture(
          new CommandResult.Defective(String.valueOf(defect.getMessage())));
    }
    return ask(
        entity.persistenceId(),
        replyTo -> new EntityMessage.Execute(order, replyTo),
        EntityAnswer.Done.class,
        EntityAnswer.Done::result);
  }

  @Override
  public CompletionStage<Optional<EntitySnapshot>> state(EntityAddress entity, AsOf asOf) {
    model(entity.type());
    if (asOf instanceof AsOf.Now) {
      return ask(
          entity.persistenceId(),
          EntityMessage.GetState::new,
          EntityAnswer.StateIs.class,
          EntityAnswer.StateIs::state);
    }
    return available(runtime.history().past(entity, asOf));
  }

  @Override
  public CompletionStage<EventPage> events(EntityAddress entity, long from, int limit) {
    return available(runtime.history().events(entity, from, limit));
  }

  @Override
  public CompletionStage<IdPage> ids(String type, String after, int limit) {
    return available(runtime.history().ids(type, after, limit));
  }

  @Override
  public CompletionStage<?> probe(int partition, Duration within) {
    return region.<EntityAnswer>ask(
        PartitionExtractor.partitionId(partition), EntityMessage.Probe::new, within);
  }

  /**
   * Moves event time of a log of an entity type on to {@code time}; whether it had not come there
   * yet. Fails with {@link io.sillok.node.entity.EntityUnavailableException}.
   */
  public CompletionStage<Boolean> advance(LogId log, Instant time) {
    return ask(
        PartitionExtractor.partitionId(log.partition()),
        replyTo -> new EntityMessage.Advance(log.name(), time, replyTo),
        EntityAnswer.Advanced.class,
        EntityAnswer.Advanced::moved);
  }

  private Behavior<EntityMessage> behavior(EntityContext<EntityMessage> context) {
    String id = context.getEntityId();
    if (PartitionExtractor.isPartitionId(id)) {
      return PartitionActor.create(
          PartitionExtractor.partitionOf(id),
          SillokPersistence.get(system).writers(),
          unavailability);
    }
    int separator = id.indexOf('|');
    EntityAddress entity =
        new EntityAddress(id.substring(0, separator), id.substring(separator + 1));
    Optional<EntityModel<?, ?, ?>> model = runtime.models().find(entity.type());
    if (model.isEmpty()) {
      return PartitionActor.answering(
          Unavailability.otherVersion("This node does not know entity type " + entity.type()));
    }
    return EntityActor.create(
        entity,
        new EntityRules<>(model.get()),
        runtime.history(),
        unavailability,
        context.getShard());
  }

  private static Order order(EntityModel<?, ?, ?> model, CommandRequest request) {
    Object command = model.type().command().cast(request.command());
    return new Order(
        model.type().name(),
        command,
        request.commandId().orElse(null),
        request.commandId().isPresent() ? CommandDigest.of(model, command) : 0,
        request.expectedSequenceNumber().orElse(Order.ANYWHERE),
        Instant.now().truncatedTo(ChronoUnit.MICROS));
  }

  private <A extends EntityAnswer, T> CompletionStage<T> ask(
      String id,
      Function<ActorRef<EntityAnswer>, EntityMessage> message,
      Class<A> expected,
      Function<A, T> result) {
    return region
        .ask(id, message, timeout)
        .handle((answer, failure) -> {
          if (expected.isInstance(answer)) {
            return result.apply(expected.cast(answer));
          }
          throw answer instanceof EntityAnswer.Unavailable reason
              ? Unavailability.exception(reason, null)
              : unavailability.exception(failure);
        });
  }

  private <T> CompletionStage<T> available(CompletionStage<T> read) {
    return read.exceptionallyCompose(
        failure -> CompletableFuture.failedFuture(unavailability.exception(failure)));
  }

  private EntityModel<?, ?, ?> model(String type) {
    return runtime
        .models()
        .find(type)
        .orElseThrow(() -> new IllegalArgumentException("No entity type is named " + type));
  }
}
