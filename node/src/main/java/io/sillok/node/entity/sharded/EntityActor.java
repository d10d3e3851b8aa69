package io.sillok.node.entity.sharded;

import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.journaled.EntityHistory;
import io.sillok.node.entity.journaled.EntityRules;
import io.sillok.node.entity.journaled.EntityState;
import io.sillok.node.entity.journaled.Order;
import io.sillok.node.entity.journaled.Outcome;
import io.sillok.node.entity.journaled.Recorded;
import io.sillok.node.entity.journaled.RememberedCommands.Remembered;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding.Passivate;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding.ShardCommand;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * One entity. While the events of a command are being persisted, what comes in waits; so a retry is
 * always decided after the command that it repeats.
 */
final class EntityActor
    extends EventSourcedBehaviorWithEnforcedReplies<EntityMessage, Recorded, EntityState> {

  private static final int KEPT_SNAPSHOTS = 2;

  private final EntityAddress entity;
  private final EntityRules<?, ?, ?> rules;
  private final EntityHistory history;
  private final PendingAnswers pending;
  private final Unavailability unavailability;
  private final ActorRef<ShardCommand> shard;
  private final ActorContext<EntityMessage> context;

  static Behavior<EntityMessage> create(
      EntityAddress entity,
      EntityRules<?, ?, ?> rules,
      EntityHistory history,
      Unavailability unavailability,
      ActorRef<ShardCommand> shard) {
    return Behaviors.setup(context -> {
      PendingAnswers pending = new PendingAnswers(unavailability);
      return pending.around(
          new EntityActor(entity, rules, history, pending, unavailability, shard, context));
    });
  }

  private EntityActor(
      EntityAddress entity,
      EntityRules<?, ?, ?> rules,
      EntityHistory history,
      PendingAnswers pending,
      Unavailability unavailability,
      ActorRef<ShardCommand> shard,
      ActorContext<EntityMessage> context) {
    super(PersistenceId.ofUniqueId(entity.persistenceId()));
    this.entity = entity;
    this.rules = rules;
    this.history = history;
    this.pending = pending;
    this.unavailability = unavailability;
    this.shard = shard;
    this.context = context;
  }

  @Override
  public EntityState emptyState() {
    return rules.initial();
  }

  @Override
  public CommandHandlerWithReply<EntityMessage, Recorded, EntityState> commandHandler() {
    return (state, message) ->
        switch (message) {
          case EntityMessage.Execute(var order, var replyTo) -> execute(state, order, replyTo);
          case EntityMessage.Unread(var bytes, var reason, var replyTo) ->
              reply(replyTo, Unavailability.otherVersion(reason));
          case EntityMessage.GetState(var replyTo) -> show(state, replyTo);
          case EntityMessage.Probe(var replyTo) -> reply(replyTo, new EntityAnswer.Alive());
          case EntityMessage.Advance(var type, var time, var replyTo) ->
              reply(replyTo, PartitionActor.notHere());
          case EntityMessage.Stop() -> Effect().stop().thenNoReply();
        };
  }

  @Override
  public EventHandler<EntityState, Recorded> eventHandler() {
    return rules::apply;
  }

  @Override
  public SignalHandler<EntityState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryFailed.class, (state, signal) -> pending.fail(signal.getFailure()))
        .build();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(rules.model().type().snapshotEvery(), KEPT_SNAPSHOTS);
  }

  private ReplyEffect<Recorded, EntityState> execute(
      EntityState state, Order order, ActorRef<EntityAnswer> replyTo) {
    return switch (rules.decide(entity.id(), state, order)) {
      case Outcome.Accepted(var events, var result) when events.isEmpty() -> done(replyTo, result);
      case Outcome.Accepted(var events, var result) ->
          Effect()
              .persist(events)
              .thenReply(
                  replyTo,
                  after -> {
                    pending.answered(replyTo);
                    return new EntityAnswer.Done(result);
                  });
      case Outcome.Refused(var result) -> done(replyTo, result);
      case Outcome.Repeated(var command) -> repeat(command, replyTo);
    };
  }

  /** Answers from the journal what was answered the first time. */
  private ReplyEffect<Recorded, EntityState> repeat(
      Remembered command, ActorRef<EntityAnswer> replyTo) {
    pending.answered(replyTo);
    history
        .answer(entity, command)
        .whenComplete((result, failure) ->
            replyTo.tell(
                failure == null ? new EntityAnswer.Done(result) : unavailability.because(failure)));
    return Effect().noReply();
  }

  /** An entity without events is not kept in memory for having been looked at. */
  private ReplyEffect<Recorded, EntityState> show(
      EntityState state, ActorRef<EntityAnswer> replyTo) {
    if (state.sequenceNumber() == 0) {
      shard.tell(new Passivate<>(context.getSelf()));
    }
    EntityAnswer answer;
    try {
      answer = new EntityAnswer.StateIs(rules.snapshot(entity, state));
    } catch (RuntimeException defect) {
      answer = unavailability.because(defect);
    }
    return reply(replyTo, answer);
  }

  private ReplyEffect<Recorded, EntityState> done(
      ActorRef<EntityAnswer> replyTo, CommandResult result) {
    return reply(replyTo, new EntityAnswer.Done(result));
  }

  private ReplyEffect<Recorded, EntityState> reply(
      ActorRef<EntityAnswer> replyTo, EntityAnswer answer) {
    pending.answered(replyTo);
    return Effect().reply(replyTo, answer);
  }
}
