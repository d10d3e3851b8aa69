package io.sillok.node.stream.queue.shard;

import io.sillok.node.stream.follow.StreamFollowers.Extent;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.delivery.Bounds;
import io.sillok.node.stream.queue.delivery.Deliveries;
import io.sillok.node.stream.queue.delivery.Deliveries.EndedLease;
import io.sillok.node.stream.queue.delivery.Delivery;
import io.sillok.node.stream.queue.delivery.DeliveryRules;
import io.sillok.node.stream.queue.delivery.Held;
import io.sillok.node.stream.queue.delivery.SettleOutcome;
import io.sillok.node.stream.queue.kept.DeadLetter;
import io.sillok.node.stream.queue.kept.Progress;
import io.sillok.node.stream.queue.kept.ProgressCommand;
import io.sillok.node.stream.queue.kept.ProgressCommand.Discard;
import io.sillok.node.stream.queue.kept.ProgressCommand.Replay;
import io.sillok.node.stream.queue.kept.ProgressCommand.Skip;
import io.sillok.node.stream.queue.shard.Intake.Arrival;
import io.sillok.node.stream.queue.shard.Intake.Arrivals;
import io.sillok.node.stream.queue.shard.ShardAnswer.Standing;
import io.sillok.node.stream.queue.shard.ShardMessage.Arrived;
import io.sillok.node.stream.queue.shard.ShardMessage.Asked;
import io.sillok.node.stream.queue.shard.ShardMessage.ChangeDeadLetters;
import io.sillok.node.stream.queue.shard.ShardMessage.Internal;
import io.sillok.node.stream.queue.shard.ShardMessage.ListDeadLetters;
import io.sillok.node.stream.queue.shard.ShardMessage.Look;
import io.sillok.node.stream.queue.shard.ShardMessage.Opened;
import io.sillok.node.stream.queue.shard.ShardMessage.Settle;
import io.sillok.node.stream.queue.shard.ShardMessage.Take;
import io.sillok.node.stream.queue.shard.ShardMessage.Tick;
import io.sillok.node.stream.queue.shard.ShardNews.LeaseChanged;
import io.sillok.node.stream.queue.shard.ShardNews.LeasedEvent;
import io.sillok.node.stream.queue.shard.ShardNews.Taken;
import io.sillok.persistence.PartitionLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/** A partition of a queue that hands out events. */
final class OpenShard {

  /** Nobody waits for longer than this for what is being read. */
  private static final long PATIENCE_MILLIS = 1000;

  private static final String DROPPED =
      "Retention has dropped the event, so it cannot be handed out again; discard the dead letter";

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final QueueShard shard;
  private final ActorContext<ShardMessage> context;
  private final TimerScheduler<ShardMessage> timers;
  private final ShardParts parts;
  private final int partition;
  private final int opening;
  private final KeptProgress kept;
  private final Deliveries<ActorRef<ShardNews>> deliveries;
  private final Reading reading;
  private final Recorder recorder;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Obstacle obstacle;
  private final Looks looks = new Looks(PATIENCE_MILLIS);
  private QueueDefinition queue;
  private Bounds bounds;
  private boolean stopping;
  private long lastAsked;
  private long dueAt = Long.MAX_VALUE;

  /** A worker that waits for what is being read. */
  private record Waiting(Take take, long since) {}

  OpenShard(
      QueueShard shard,
      ActorContext<ShardMessage> context,
      TimerScheduler<ShardMessage> timers,
      ShardParts parts,
      QueueDefinition queue,
      int partition,
      KeptProgress kept,
      Opened opened) {
    this.shard = shard;
    this.context = context;
    this.timers = timers;
    this.parts = parts;
    this.queue = queue;
    this.partition = partition;
    this.kept = kept;
    obstacle = new Obstacle(partition);
    opening = opened.opening();
    bounds = parts.settings().bounds().withoutDemand();
    Progress progress = opened.progress().progress();
    recorder = new Recorder(opened.progress().sequenceNumber());
    deliveries =
        new Deliveries<>(
            DeliveryRules.of(queue.settings()), progress, ThreadLocalRandom.current().nextLong());
    ActorRef<ShardMessage> self = context.getSelf();
    reading =
        new Reading(
            parts.followers(),
            new Intake(parts.filters().apply(queue), parts.writing()),
            queue.stream(),
            partition,
            progress.next(),
            () -> self.tell(new ShardMessage.More(opening)));
    reading.readAgain(progress.replayed());
    skipDropped(progress.next(), opened.extent());
    lastAsked = now();
  }

  Behavior<ShardMessage> behavior() {
    Duration poll = parts.settings().pollInterval();
    Duration idle = parts.settings().idleAfter();
    timers.startTimerWithFixedDelay(Tick.READ, Tick.READ, poll);
    timers.startTimerWithFixedDelay(Tick.IDLE, Tick.IDLE, idle.dividedBy(4));
    goOn(now());
    return Behaviors.receive(ShardMessage.class)
        .onAnyMessage(this::receive)
        .onSignal(
            PostStop.class,
            stopped -> {
              reading.close();
              looks.fail(QueueShard.stopping());
              return Behaviors.same();
            })
        .build();
  }

  private Behavior<ShardMessage> receive(ShardMessage message) {
    long now = now();
    deliveries.advance(now);
    switch (message) {
      case Asked asked when stopping -> shard.refuse(asked, QueueShard.stopping());
      case Asked asked -> {
        lastAsked = now;
        if (queue.version() < asked.queue().version() && !queue.handsOutAs(asked.queue())) {
          shard.stash(asked);
          return restart(asked.queue(), new Trouble("timeout", "The queue was changed; ask again"));
        }
        answer(asked, now);
      }
      case ShardMessage.Deleted(var version) -> {
        if (version >= queue.version()) {
          return stop(new Trouble("timeout", "The queue is being deleted"));
        }
      }
      case ShardMessage.Stop stop -> stopping = true;
      case Tick tick -> tick(tick, now);
      case ShardMessage.NotRecorded(int of, Throwable reason) when of == opening -> {
        Trouble why = QueueShard.trouble(reason);
        return stopping ? stop(why) : restart(queue, why);
      }
      case Internal own when own.opening() == opening -> own(own, now);
      case Internal late -> {}
    }
    goOn(now);
    return stopping && !recorder.isBusy() ? stop(QueueShard.stopping()) : Behaviors.same();
  }

  private void answer(Asked asked, long now) {
    if (queue.version() < asked.queue().version()) {
      queue = asked.queue();
      deliveries.follow(DeliveryRules.of(queue.settings()));
    }
    switch (asked) {
      case Take take -> {
        bounds = parts.settings().bounds();
        waiting.add(new Waiting(take, now));
      }
      case Settle settle -> settle(settle, now);
      case Look(var of, var replyTo) -> looks.add(replyTo, now);
      case ListDeadLetters list ->
          list.replyTo().tell(new ShardAnswer.DeadLetters(deadLetters(list)));
      case ChangeDeadLetters(var of, var replay, var chosen, var replyTo) -> {
        List<Long> offsets =
            chosen.orElseGet(() ->
                deliveries.progress().deadLetters().stream().map(DeadLetter::offset).toList());
        if (!replay && chosen.isPresent()) {
          giveUpHeld(offsets, now);
        }
        recorder.change(replay ? new Replay(offsets) : new Discard(offsets), replyTo);
      }
      case ShardMessage.Redefined redefined -> {}
    }
  }

  /** Somebody who discards the event that holds the partition wants to go on without it. */
  private void giveUpHeld(List<Long> discarded, long now) {
    obstacle
        .heldOf(discarded)
        .ifPresent(held -> {
          deliveries.giveUp(held.offset(), held.appendedAt(), held.reason(), now);
          reading.look();
        });
  }

  private List<DeadLetter> deadLetters(ListDeadLetters list) {
    return deliveries.progress().deadLetters().stream()
        .filter(letter -> letter.offset() >= list.from())
        .limit(list.limit())
        .toList();
  }

  private void settle(Settle settle, long now) {
    List<SettleOutcome> outcomes = new ArrayList<>(settle.leases().size());
    for (Lease lease : settle.leases()) {
      outcomes.add(settle(settle.wish(), lease, now));
    }
    ActorRef<ShardAnswer> replyTo = settle.replyTo();
    if (replyTo != null) {
      recorder.answerLater(replyTo, new ShardAnswer.Settled(outcomes));
    }
  }

  private SettleOutcome settle(Wish wish, Lease lease, long now) {
    Duration time = wish.time();
    Long delay = time == null ? null : time.toMillis();
    long offset = lease.offset();
    long number = lease.lease();
    return switch (wish.kind()) {
      case ACK -> ack(offset, number);
      case NACK -> deliveries.nack(offset, number, delay, reason(wish), now);
      case REJECT -> deliveries.reject(offset, number, reason(wish), now);
      case EXTEND -> {
        long until = now + (delay == null ? queue.settings().lease().toMillis() : delay);
        yield extend(lease, until);
      }
      case GIVE_BACK -> deliveries.giveBack(offset, number);
    };
  }

  /** What is done is done: a worker that did not hear of it may say so again. */
  private SettleOutcome ack(long offset, long number) {
    SettleOutcome outcome = deliveries.ack(offset, number);
    return outcome == SettleOutcome.SETTLED && !deliveries.isGivenUp(offset)
        ? SettleOutcome.DONE
        : outcome;
  }

  private SettleOutcome extend(Lease lease, long until) {
    SettleOutcome outcome = deliveries.extend(lease.offset(), lease.lease(), until);
    if (outcome == SettleOutcome.DONE) {
      Instant end = Instant.ofEpochMilli(until);
      deliveries
          .holder(lease.offset())
          .ifPresent(holder -> holder.tell(new LeaseChanged(queue.id(), partition, lease, end)));
    }
    return outcome;
  }

  private static String reason(Wish wish) {
    String reason = wish.reason();
    return reason != null ? reason : "A worker gave no reason";
  }

  private void tick(Tick tick, long now) {
    switch (tick) {
      case DUE -> dueAt = Long.MAX_VALUE;
      case READ -> reading.look();
      case IDLE -> {
        boolean idle = now - lastAsked > parts.settings().idleAfter().toMillis();
        if (idle && !recorder.isBusy() && deliveries.leased().isEmpty()) {
          shard.leave();
        }
      }
    }
  }

  private void own(Internal message, long now) {
    switch (message) {
      case ShardMessage.Recorded(int of, var command, var sequenceNumber) ->
          recorded(command, sequenceNumber, now);
      case Arrived(int of, var arrivals, var again) -> arrived(arrivals, again, now);
      case ShardMessage.NotArrived(int of, var reason, var again) -> notArrived(reason, again);
      case ShardMessage.Measured(int of, var from, var extent) -> skipDropped(from, extent);
      case ShardMessage.Looked(int of, var extent, var replyTo) -> replyTo.tell(standing(extent));
      case ShardMessage.NotLooked(int of, var reason, var replyTo) ->
          replyTo.tell(new ShardAnswer.Unavailable(QueueShard.trouble(reason)));
      case ShardMessage.More more -> reading.hear();
      case ShardMessage.NotRecorded handled -> {}
      case Opened handled -> {}
      case ShardMessage.NotOpened handled -> {}
    }
  }

  private void recorded(ProgressCommand command, long sequenceNumber, long now) {
    Progress progress = KeptProgress.after(command, deliveries.progress());
    if (command instanceof ProgressCommand.Report) {
      deliveries.recorded(progress, now);
    } else {
      deliveries.changed(progress);
    }
    if (command instanceof Replay(var offsets)) {
      List<Long> passed = offsets.stream().filter(offset -> offset < reading.next()).toList();
      passed.forEach(deliveries::await);
      reading.readAgain(passed);
    }
    recorder.recorded(sequenceNumber);
  }

  private void notArrived(Throwable reason, boolean again) {
    obstacle.failed(reason, reading.next());
    tellObstacle();
    reading.failed(again);
    timers.startSingleTimer("retry", Tick.READ, RETRY);
  }

  private void tellObstacle() {
    Trouble trouble = obstacle.trouble();
    if (trouble != null) {
      context.getLog().warn("Queue {} stands still: {}", queue.name(), trouble.message());
    }
  }

  private void arrived(Arrivals arrivals, boolean again, long now) {
    obstacle.passed();
    if (again) {
      // What was replayed and still cannot be handed out is a dead letter again.
      arrivals.events().forEach(arrival -> take(arrival, now));
      reading.arrivedAgain(arrivals);
      return;
    }
    long before = reading.next();
    Arrival.Broken broken = takeToBroken(arrivals, now);
    if (broken == null) {
      reading.arrived(arrivals);
    } else {
      // Nothing behind it is read until it can be handed out or left out.
      reading.heldAt(broken.offset());
      timers.startSingleTimer("retry", Tick.READ, RETRY);
    }
    if (obstacle.hold(broken)) {
      tellObstacle();
    }
    deliveries.readTo(reading.next());
    if (PartitionLog.bucketStart(reading.next()) > PartitionLog.bucketStart(before)) {
      context.pipeToSelf(
          parts.followers().extent(queue.stream(), partition),
          (extent, failure) ->
              new ShardMessage.Measured(
                  opening, before, extent == null ? new Extent(0, 0) : extent));
    }
  }

  /** Takes in what comes before the first event that must hold the partition; that event. */
  private Arrival.@Nullable Broken takeToBroken(Arrivals arrivals, long now) {
    for (Arrival arrival : arrivals.events()) {
      if (arrival instanceof Arrival.Broken broken && !deliveries.isSettled(broken.offset())) {
        return broken;
      }
      take(arrival, now);
    }
    return null;
  }

  private void take(Arrival arrival, long now) {
    switch (arrival) {
      case Arrival.Wanted(var offset, var key, var event, var appendedAt) ->
          deliveries.add(offset, key, event, appendedAt, now);
      case Arrival.Unwanted(var offset) -> deliveries.pass(offset);
      case Arrival.Broken(var offset, var appendedAt, var reason) ->
          deliveries.giveUp(offset, appendedAt, reason, now);
      case Arrival.Dropped(var offset) ->
          deliveries.giveUp(offset, Instant.ofEpochMilli(now), DROPPED, now);
    }
  }

  /** What retention has dropped cannot be handed out any more. */
  private void skipDropped(long from, Extent extent) {
    if (extent.first() > from) {
      recorder.change(new Skip(from, extent.first()), null);
    }
  }

  private Standing standing(Extent extent) {
    Progress progress = deliveries.progress();
    Held inMemory = deliveries.held();
    return new Standing(
        inMemory.ready(),
        inMemory.leased(),
        inMemory.delayed(),
        progress.deadLetters().size(),
        inMemory.unsettled() + progress.unsettled(reading.next(), extent.end()),
        inMemory.oldest().or(obstacle::since),
        progress.skipped(),
        Optional.ofNullable(obstacle.trouble()));
  }

  /** Does what can be done now. */
  private void goOn(long now) {
    if (!deliveries.isFull(bounds)) {
      reading.readAgain().ifPresent(arrivals -> pipe(arrivals, true));
    }
    if (obstacle.isHeld()) {
      reading.read(1).ifPresent(arrivals -> pipe(arrivals, false));
    } else if (!deliveries.isFull(bounds)) {
      reading.read(bounds.ready()).ifPresent(arrivals -> pipe(arrivals, false));
    }
    if (!stopping) {
      handOut(now);
    }
    looks.due(reading.isUnderWay(), now).forEach(this::look);
    for (EndedLease<ActorRef<ShardNews>> ended : deliveries.takeEnded()) {
      Lease lease = new Lease(ended.offset(), ended.lease());
      ended.holder().tell(new LeaseChanged(queue.id(), partition, lease, null));
    }
    recorder
        .next(deliveries)
        .ifPresent(next ->
            context.pipeToSelf(
                kept.execute(next.command(), next.sequenceNumber()),
                (reached, failure) ->
                    reached == null
                        ? new ShardMessage.NotRecorded(opening, failure)
                        : new ShardMessage.Recorded(opening, next.command(), reached)));
    long due = deliveries.nextDue().orElse(Long.MAX_VALUE);
    if (due < dueAt) {
      dueAt = due;
      timers.startSingleTimer(Tick.DUE, Tick.DUE, Duration.ofMillis(Math.max(1, due - now)));
    }
  }

  private void look(ActorRef<ShardAnswer> replyTo) {
    context.pipeToSelf(
        parts.followers().extent(queue.stream(), partition),
        (extent, failure) ->
            extent == null
                ? new ShardMessage.NotLooked(opening, failure, replyTo)
                : new ShardMessage.Looked(opening, extent, replyTo));
  }

  private void pipe(java.util.concurrent.CompletionStage<Arrivals> arrivals, boolean again) {
    context.pipeToSelf(
        arrivals,
        (arrived, failure) ->
            arrived == null
                ? new ShardMessage.NotArrived(opening, failure, again)
                : new Arrived(opening, arrived, again));
  }

  /** To those who wait, as long as there is something, or nothing more arrives soon. */
  private void handOut(long now) {
    while (!waiting.isEmpty()
        && (deliveries.hasReady()
            || !reading.isUnderWay()
            || now - waiting.getFirst().since() > PATIENCE_MILLIS)) {
      handOut(waiting.removeFirst().take(), now);
    }
    if (deliveries.hasReady()) {
      shard.tellInterested(queue);
    }
  }

  private void handOut(Take take, long now) {
    long until = now + take.lease().toMillis();
    List<LeasedEvent> events =
        deliveries.take(take.max(), until, take.holder()).stream()
            .map(each ->
                new LeasedEvent(
                    new Lease(each.offset(), each.lease()),
                    each.attempts() + 1,
                    Instant.ofEpochMilli(until),
                    each.event()))
            .toList();
    if (!deliveries.hasReady()) {
      shard.remember(take.front());
    }
    take.front()
        .tell(
            new Taken(
                queue.id(),
                partition,
                take.request(),
                events,
                deliveries.hasReady(),
                deliveries.hasReady() ? null : obstacle.trouble(),
                context.getSelf()));
  }

  private Behavior<ShardMessage> restart(QueueDefinition next, Trouble why) {
    end(why);
    return shard.open(next);
  }

  private Behavior<ShardMessage> stop(Trouble why) {
    end(why);
    return Behaviors.stopped();
  }

  /** Nothing of it goes on, and whoever holds something hears so. */
  private void end(Trouble why) {
    reading.close();
    recorder.fail(why);
    looks.fail(why);
    waiting.forEach(each -> shard.refuse(each.take(), why));
    for (Delivery<ActorRef<ShardNews>> each : deliveries.leased()) {
      ActorRef<ShardNews> holder = each.holder();
      if (holder != null) {
        holder.tell(
            new LeaseChanged(queue.id(), partition, new Lease(each.offset(), each.lease()), null));
      }
    }
  }

  private long now() {
    return parts.clock().millis();
  }
}
