package io.sillok.node.stream.queue.front;

import io.sillok.node.cluster.partition.PartitionActors;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.front.FrontAnswer.NotReceived;
import io.sillok.node.stream.queue.front.FrontAnswer.PlacedLease;
import io.sillok.node.stream.queue.front.FrontAnswer.Received;
import io.sillok.node.stream.queue.front.FrontMessage.Cancel;
import io.sillok.node.stream.queue.front.FrontMessage.Receive;
import io.sillok.node.stream.queue.front.WorkerMessage.Close;
import io.sillok.node.stream.queue.front.WorkerMessage.Dismiss;
import io.sillok.node.stream.queue.front.WorkerMessage.FromFront;
import io.sillok.node.stream.queue.front.WorkerMessage.FromShard;
import io.sillok.node.stream.queue.front.WorkerMessage.Gone;
import io.sillok.node.stream.queue.front.WorkerMessage.Next;
import io.sillok.node.stream.queue.front.WorkerMessage.Tick;
import io.sillok.node.stream.queue.shard.Lease;
import io.sillok.node.stream.queue.shard.ShardMessage;
import io.sillok.node.stream.queue.shard.ShardNews;
import io.sillok.node.stream.queue.shard.ShardNews.LeaseChanged;
import io.sillok.node.stream.queue.shard.Wish;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * A worker that is connected, and takes events as they come, up to a number that it holds at once.
 * When its connection ends, it gives back what it holds: what it has held for longest it was most
 * likely at, so that was an attempt, lest an event that brings its workers down comes for ever; the
 * others were only sent ahead.
 */
final class QueueWorker {

  /** So long it waits for events before its connection hears that there are none. */
  private static final Duration WAIT = Duration.ofSeconds(20);

  /** Whoever holds a lease for so long after its end has not been told. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  private final ActorContext<WorkerMessage> context;
  private final QueueDefinition queue;
  private final int max;
  private final ActorRef<FrontMessage> front;
  private final PartitionActors<ShardMessage> shards;
  private final InstantSource clock;
  private final ActorRef<FrontAnswer> answers;
  private final ActorRef<ShardNews> news;

  /** In the order that it got them. */
  private final Map<Held, Term> held = new LinkedHashMap<>();

  private @Nullable ActorRef<Received> asking;
  private boolean receiving;
  private boolean dismissed;
  private Instant askedAt = Instant.EPOCH;
  private Instant notBefore = Instant.EPOCH;

  /** A lease that the worker holds. */
  private record Held(int partition, Lease lease) {}

  /** How long it holds a lease, unless the shard is gone before. */
  private record Term(Instant until, ActorRef<ShardMessage> shard) {}

  static Behavior<WorkerMessage> create(
      QueueDefinition queue,
      int max,
      ActorRef<FrontMessage> front,
      PartitionActors<ShardMessage> shards,
      InstantSource clock) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers ->
            new QueueWorker(context, timers, queue, max, front, shards, clock).behavior()));
  }

  private QueueWorker(
      ActorContext<WorkerMessage> context,
      TimerScheduler<WorkerMessage> timers,
      QueueDefinition queue,
      int max,
      ActorRef<FrontMessage> front,
      PartitionActors<ShardMessage> shards,
      InstantSource clock) {
    this.context = context;
    this.queue = queue;
    this.max = max;
    this.front = front;
    this.shards = shards;
    this.clock = clock;
    answers = context.messageAdapter(FrontAnswer.class, FromFront::new);
    news = context.messageAdapter(ShardNews.class, FromShard::new);
    timers.startTimerWithFixedDelay(new Tick(), SLACK);
  }

  private Behavior<WorkerMessage> behavior() {
    return Behaviors.receiveMessage(message -> {
      switch (message) {
        case Next(var replyTo) -> {
          asking = replyTo;
          askedAt = clock.instant();
        }
        case FromFront(var answer) -> heard(answer);
        case FromShard(var said) -> heard(said);
        case Gone(var shard) -> held.values().removeIf(term -> term.shard().equals(shard));
        case Tick tick -> look();
        case Dismiss dismiss -> dismissed = true;
        case Close close -> {
          close();
          return Behaviors.stopped();
        }
      }
      receive();
      return Behaviors.same();
    });
  }

  /** Wants as many events as it may hold beside those that it holds. */
  private void receive() {
    int room = max - held.size();
    if (asking != null && !receiving && room > 0 && !clock.instant().isBefore(notBefore)) {
      receiving = true;
      front.tell(new Receive(queue, room, WAIT, queue.settings().lease(), news, answers));
    }
  }

  private void heard(FrontAnswer answer) {
    receiving = false;
    switch (answer) {
      case Received received -> {
        received.events().forEach(this::hold);
        answer(received);
      }
      case NotReceived troubled -> notBefore = clock.instant().plus(SLACK);
    }
  }

  private void hold(PlacedLease each) {
    context.watchWith(each.shard(), new Gone(each.shard()));
    held.put(
        new Held(each.partition(), each.event().lease()),
        new Term(each.event().until(), each.shard()));
  }

  private void answer(Received received) {
    ActorRef<Received> replyTo = asking;
    asking = null;
    if (replyTo != null) {
      replyTo.tell(received);
    }
  }

  private void heard(ShardNews said) {
    if (said instanceof LeaseChanged(var of, var partition, var lease, var until)) {
      Held changed = new Held(partition, lease);
      if (until == null) {
        held.remove(changed);
      } else {
        held.computeIfPresent(changed, (same, term) -> new Term(until, term.shard()));
      }
    }
  }

  /** Forgets leases whose end nobody told; lets the connection hear that there is nothing. */
  private void look() {
    Instant now = clock.instant();
    held.values().removeIf(term -> term.until().plus(SLACK).isBefore(now));
    if (asking != null && !receiving && askedAt.plus(WAIT).isBefore(now)) {
      answer(new Received(List.of()));
    }
  }

  private void close() {
    front.tell(new Cancel(queue, answers));
    List<Held> left = new ArrayList<>(held.keySet());
    if (!dismissed && !left.isEmpty()) {
      settle(
          new Wish(Wish.Kind.NACK, null, "The worker's connection ended"),
          List.of(left.removeFirst()));
    }
    settle(new Wish(Wish.Kind.GIVE_BACK, null, null), left);
  }

  private void settle(Wish wish, List<Held> some) {
    some.stream()
        .collect(
            Collectors.groupingBy(
                Held::partition, Collectors.mapping(Held::lease, Collectors.toList())))
        .forEach((partition, leases) ->
            shards.tell(
                queue.path(), partition, new ShardMessage.Settle(queue, wish, leases, null)));
  }
}
