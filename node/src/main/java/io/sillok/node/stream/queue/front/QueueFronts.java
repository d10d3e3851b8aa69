package io.sillok.node.stream.queue.front;

import io.sillok.node.cluster.partition.PartitionActors;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.front.FrontMessage.Cancel;
import io.sillok.node.stream.queue.front.FrontMessage.Employ;
import io.sillok.node.stream.queue.front.FrontMessage.EndWaits;
import io.sillok.node.stream.queue.front.FrontMessage.FromShard;
import io.sillok.node.stream.queue.front.FrontMessage.Gone;
import io.sillok.node.stream.queue.front.FrontMessage.Left;
import io.sillok.node.stream.queue.front.FrontMessage.Receive;
import io.sillok.node.stream.queue.front.FrontMessage.Tick;
import io.sillok.node.stream.queue.shard.Lease;
import io.sillok.node.stream.queue.shard.ShardMessage;
import io.sillok.node.stream.queue.shard.ShardNews;
import io.sillok.node.stream.queue.shard.Wish;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** The fronts of all queues at one node. */
public final class QueueFronts {

  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final ActorContext<FrontMessage> context;
  private final TimerScheduler<FrontMessage> timers;
  private final PartitionActors<ShardMessage> shards;
  private final int partitions;
  private final InstantSource clock;
  private final ActorRef<ShardNews> news;
  private final Map<String, Known> fronts = new HashMap<>();
  private final Set<ActorRef<WorkerMessage>> workers = new HashSet<>();
  private long dueAt = Long.MAX_VALUE;
  private boolean ending;

  /** A queue's front; the partitions that may tell it something, by their actors. */
  private record Known(Front front, Map<ActorRef<ShardMessage>, Integer> shards) {}

  /**
   * @param partitions of every stream
   */
  public static Behavior<FrontMessage> create(
      PartitionActors<ShardMessage> shards, int partitions, InstantSource clock) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(
            timers -> new QueueFronts(context, timers, shards, partitions, clock).behavior()));
  }

  private QueueFronts(
      ActorContext<FrontMessage> context,
      TimerScheduler<FrontMessage> timers,
      PartitionActors<ShardMessage> shards,
      int partitions,
      InstantSource clock) {
    this.context = context;
    this.timers = timers;
    this.shards = shards;
    this.partitions = partitions;
    this.clock = clock;
    news = context.messageAdapter(ShardNews.class, FromShard::new);
  }

  private Behavior<FrontMessage> behavior() {
    timers.startTimerWithFixedDelay(Tick.SWEEP, Tick.SWEEP, SWEEP);
    return Behaviors.receiveMessage(message -> {
      long now = clock.millis();
      receive(message, now);
      schedule(now);
      return Behaviors.same();
    });
  }

  private void receive(FrontMessage message, long now) {
    switch (message) {
      case Receive receive ->
          front(receive.queue()).receive(ending ? atOnce(receive) : receive, now);
      case Cancel(var queue, var replyTo) -> front(queue).cancel(replyTo);
      case Employ employ -> employ(employ);
      case FromShard(var said) -> heard(said, now);
      case Gone(var shard) ->
          fronts
              .values()
              .forEach(known -> {
                Integer partition = known.shards().remove(shard);
                if (partition != null) {
                  known.front().gone(partition, now);
                }
              });
      case EndWaits end -> {
        ending = true;
        fronts.values().forEach(known -> known.front().endWaits());
        workers.forEach(worker -> worker.tell(new WorkerMessage.Dismiss()));
      }
      case Left(var worker) -> workers.remove(worker);
      case Tick tick -> tick(tick, now);
    }
  }

  private void employ(Employ employ) {
    ActorRef<WorkerMessage> worker =
        context.spawnAnonymous(
            QueueWorker.create(employ.queue(), employ.max(), context.getSelf(), shards, clock));
    workers.add(worker);
    context.watchWith(worker, new Left(worker));
    employ.replyTo().tell(worker);
  }

  private static Receive atOnce(Receive receive) {
    return new Receive(
        receive.queue(),
        receive.max(),
        Duration.ZERO,
        receive.lease(),
        receive.holder(),
        receive.replyTo());
  }

  private void tick(Tick tick, long now) {
    switch (tick) {
      case DUE -> {
        dueAt = Long.MAX_VALUE;
        fronts.values().forEach(known -> known.front().advance(now));
      }
      case SWEEP -> fronts.values().removeIf(known -> known.front().isIdle(now));
    }
  }

  private Front front(QueueDefinition queue) {
    return fronts
        .computeIfAbsent(
            queue.id(), id -> new Known(new Front(partitions, new Reached(queue)), new HashMap<>()))
        .front();
  }

  private void heard(ShardNews said, long now) {
    Known known = fronts.get(said.queue());
    switch (said) {
      case ShardNews.Taken taken when known != null -> {
        if (known.shards().put(taken.shard(), taken.partition()) == null) {
          context.watchWith(taken.shard(), new Gone(taken.shard()));
        }
        known.front().taken(taken, now);
      }
      case ShardNews.Ready ready when known != null -> known.front().ready(ready.partition(), now);
      case ShardNews.Taken taken -> {}
      case ShardNews.Ready ready -> {}
      case ShardNews.LeaseChanged notHere -> {}
    }
  }

  private void schedule(long now) {
    long due =
        fronts.values().stream()
            .flatMapToLong(known -> known.front().nextDue(now).stream())
            .min()
            .orElse(Long.MAX_VALUE);
    if (due < dueAt) {
      dueAt = due;
      timers.startSingleTimer(Tick.DUE, Tick.DUE, Duration.ofMillis(Math.max(1, due - now)));
    }
  }

  /** The partitions of one queue. */
  private final class Reached implements Front.Partitions {

    private final QueueDefinition queue;

    Reached(QueueDefinition queue) {
      this.queue = queue;
    }

    @Override
    public void take(int partition, long request, int max, Receive wanted) {
      shards.tell(
          queue.path(),
          partition,
          new ShardMessage.Take(
              wanted.queue(), request, max, wanted.lease(), news, wanted.holder()));
    }

    @Override
    public void answer(Receive wanted, FrontAnswer answer) {
      wanted.replyTo().tell(answer);
    }

    @Override
    public void giveBack(int partition, List<Lease> leases) {
      shards.tell(
          queue.path(),
          partition,
          new ShardMessage.Settle(queue, new Wish(Wish.Kind.GIVE_BACK, null, null), leases, null));
    }
  }
}
