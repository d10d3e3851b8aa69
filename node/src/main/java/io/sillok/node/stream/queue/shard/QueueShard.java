package io.sillok.node.stream.queue.shard;

import io.sillok.node.cluster.partition.CrowdedException;
import io.sillok.node.entity.EntityUnavailableException;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.shard.ShardMessage.Asked;
import io.sillok.node.stream.queue.shard.ShardMessage.Deleted;
import io.sillok.node.stream.queue.shard.ShardMessage.Internal;
import io.sillok.node.stream.queue.shard.ShardMessage.NotOpened;
import io.sillok.node.stream.queue.shard.ShardMessage.Opened;
import io.sillok.node.stream.queue.shard.ShardMessage.Stop;
import io.sillok.node.stream.queue.shard.ShardMessage.Tick;
import io.sillok.persistence.Cause;
import io.sillok.persistence.StoreException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a queue. It looks up how far the queue has come, and then hands out events; when
 * something fails, it does so again. Those who wait for events are remembered all the while.
 */
public final class QueueShard {

  /** What waits while it looks up how far it has come. */
  private static final int STASHED = 10_000;

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final ActorContext<ShardMessage> context;
  private final TimerScheduler<ShardMessage> timers;
  private final StashBuffer<ShardMessage> stash;
  private final ShardParts parts;
  private final KeptProgress kept;
  private final int partition;
  private final Runnable leave;
  private final Set<ActorRef<ShardNews>> interested = new HashSet<>();
  private int openings;

  /**
   * @param queue {@code STREAM/QUEUE}
   * @param leave asks that it be stopped, for it is idle
   */
  public static Behavior<ShardMessage> create(
      ShardParts parts, String queue, int partition, Runnable leave) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers ->
            Behaviors.withStash(
                STASHED,
                stash ->
                    new QueueShard(context, timers, stash, parts, queue, partition, leave)
                        .closed())));
  }

  private QueueShard(
      ActorContext<ShardMessage> context,
      TimerScheduler<ShardMessage> timers,
      StashBuffer<ShardMessage> stash,
      ShardParts parts,
      String queue,
      int partition,
      Runnable leave) {
    this.context = context;
    this.timers = timers;
    this.stash = stash;
    this.parts = parts;
    kept = new KeptProgress(parts.entities(), queue, partition);
    this.partition = partition;
    this.leave = leave;
  }

  private Behavior<ShardMessage> closed() {
    return Behaviors.receiveMessage(message ->
        switch (message) {
          case Asked asked -> openFor(asked);
          case Deleted deleted -> Behaviors.stopped();
          case Stop stop -> Behaviors.stopped();
          case Internal late -> Behaviors.same();
          case Tick late -> Behaviors.same();
        });
  }

  /** Something has just failed: tries again with what comes, but not all the time. */
  private Behavior<ShardMessage> closed(Trouble trouble) {
    long until = parts.clock().millis() + RETRY.toMillis();
    return Behaviors.receiveMessage(message ->
        switch (message) {
          case Asked asked when parts.clock().millis() < until -> {
            refuse(asked, trouble);
            yield Behaviors.same();
          }
          case Asked asked -> openFor(asked);
          case Deleted deleted -> Behaviors.stopped();
          case Stop stop -> Behaviors.stopped();
          case Internal late -> Behaviors.same();
          case Tick late -> Behaviors.same();
        });
  }

  private Behavior<ShardMessage> openFor(Asked asked) {
    stash.stash(asked);
    return open(asked.queue());
  }

  /** Looks up how far {@code queue} has come, and goes on from there. */
  Behavior<ShardMessage> open(QueueDefinition queue) {
    int opening = ++openings;
    timers.cancelAll();
    context.pipeToSelf(
        kept.open(queue, partition)
            .thenCombine(
                parts.followers().extent(queue.stream(), partition),
                (progress, extent) -> new Opened(opening, progress, extent)),
        (opened, failure) -> opened == null ? new NotOpened(opening, failure) : opened);
    return Behaviors.receiveMessage(message ->
        switch (message) {
          case Internal late when late.opening() != opening -> Behaviors.same();
          case Opened opened -> opened(queue, opened);
          case NotOpened(int same, Throwable reason) -> notOpened(trouble(reason));
          case Asked asked -> stash(asked);
          case Deleted deleted -> stop();
          case Stop stop -> stop();
          case Internal late -> Behaviors.same();
          case Tick late -> Behaviors.same();
        });
  }

  private Behavior<ShardMessage> opened(QueueDefinition queue, Opened opened) {
    return stash.unstashAll(
        new OpenShard(this, context, timers, parts, queue, partition, kept, opened).behavior());
  }

  private Behavior<ShardMessage> notOpened(Trouble trouble) {
    refuseStashed(trouble);
    return closed(trouble);
  }

  private Behavior<ShardMessage> stop() {
    refuseStashed(stopping());
    return Behaviors.stopped();
  }

  private void refuseStashed(Trouble trouble) {
    stash.forEach(message -> {
      if (message instanceof Asked asked) {
        refuse(asked, trouble);
      }
    });
    stash.clear();
  }

  Behavior<ShardMessage> stash(Asked asked) {
    if (stash.isFull()) {
      refuse(asked, new Trouble("timeout", "Too much waits for this partition of the queue"));
    } else {
      stash.stash(asked);
    }
    return Behaviors.same();
  }

  /** Has nothing for who asks. */
  void refuse(Asked asked, Trouble trouble) {
    switch (asked) {
      case ShardMessage.Take take -> {
        interested.add(take.front());
        take.front()
            .tell(
                new ShardNews.Taken(
                    take.queue().id(),
                    partition,
                    take.request(),
                    List.of(),
                    false,
                    trouble,
                    context.getSelf()));
      }
      case ShardMessage.Settle settle -> answer(settle.replyTo(), trouble);
      case ShardMessage.Look look -> answer(look.replyTo(), trouble);
      case ShardMessage.ListDeadLetters list -> answer(list.replyTo(), trouble);
      case ShardMessage.ChangeDeadLetters change -> answer(change.replyTo(), trouble);
      case ShardMessage.Redefined redefined -> {}
    }
  }

  private static void answer(@Nullable ActorRef<ShardAnswer> replyTo, Trouble trouble) {
    if (replyTo != null) {
      replyTo.tell(new ShardAnswer.Unavailable(trouble));
    }
  }

  /** {@code front} wants to hear when there is something. */
  void remember(ActorRef<ShardNews> front) {
    interested.add(front);
  }

  /** There is something. */
  void tellInterested(QueueDefinition queue) {
    interested.forEach(front -> front.tell(new ShardNews.Ready(queue.id(), partition)));
    interested.clear();
  }

  void leave() {
    leave.run();
  }

  static Trouble stopping() {
    return new Trouble("stopping", "The partition of the queue moves to another node; ask again");
  }

  static Trouble trouble(Throwable failure) {
    Throwable cause = Cause.of(failure);
    String message = String.valueOf(cause.getMessage());
    return switch (cause) {
      case EntityUnavailableException known -> new Trouble(known.code(), message);
      case StoreException store -> new Trouble("store-failed", message);
      case CrowdedException crowded -> new Trouble(CrowdedException.CODE, message);
      case TimeoutException late -> new Trouble("timeout", message);
      default -> new Trouble("queue-stalled", cause.toString());
    };
  }
}
