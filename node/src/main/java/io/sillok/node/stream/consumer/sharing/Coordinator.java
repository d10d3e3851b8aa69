package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.stream.consumer.kept.Consumer;
import io.sillok.node.stream.consumer.kept.PartitionOffset;
import io.sillok.node.stream.consumer.sharing.CoordinatorMessage.CalledIn;
import io.sillok.node.stream.consumer.sharing.CoordinatorMessage.Changed;
import io.sillok.node.stream.consumer.sharing.CoordinatorMessage.Describe;
import io.sillok.node.stream.consumer.sharing.CoordinatorMessage.Ended;
import io.sillok.node.stream.consumer.sharing.CoordinatorMessage.Here;
import io.sillok.node.stream.consumer.sharing.CoordinatorMessage.Looked;
import io.sillok.node.stream.consumer.sharing.CoordinatorMessage.NotLooked;
import io.sillok.node.stream.consumer.sharing.CoordinatorMessage.Stop;
import io.sillok.node.stream.consumer.sharing.CoordinatorMessage.Tick;
import io.sillok.node.stream.consumer.sharing.CoordinatorMessage.WaitedLongEnough;
import io.sillok.node.stream.consumer.sharing.Instances.Instance;
import io.sillok.node.stream.consumer.sharing.Roster.Order;
import io.sillok.node.stream.consumer.sharing.Roster.Report;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Heard;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Over;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Share;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * One for each consumer in the cluster, while somebody asks for it: tells sessions what to read. A
 * partition that changes hands is given with what is committed after its last reader has stopped,
 * so the committed offsets are looked up before anything is told.
 */
public final class Coordinator {

  private final ActorContext<CoordinatorMessage> context;
  private final Supplier<CompletionStage<Consumer>> consumer;
  private final SharingSettings settings;
  private final Roster<ActorRef<SessionMessage>> roster;
  private final Gathering<ActorRef<SessionMessage>> gathering;
  private final Map<ActorRef<SessionMessage>, Share> told = new HashMap<>();
  private final Map<ActorRef<SessionMessage>, Long> heard = new HashMap<>();
  private boolean looking;
  private boolean lookAgain;

  /**
   * @param name of the consumer
   * @param consumer looks it up
   * @param partitions of its stream
   */
  public static Behavior<CoordinatorMessage> create(
      String name,
      Supplier<CompletionStage<Consumer>> consumer,
      int partitions,
      SharingSettings settings) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers ->
            new Coordinator(context, consumer, partitions, settings).begin(name, timers)));
  }

  private Coordinator(
      ActorContext<CoordinatorMessage> context,
      Supplier<CompletionStage<Consumer>> consumer,
      int partitions,
      SharingSettings settings) {
    this.context = context;
    this.consumer = consumer;
    this.settings = settings;
    roster = new Roster<>(partitions);
    gathering = new Gathering<>(SessionRegistry.ofAll(context.getSystem()).keySet());
  }

  private Behavior<CoordinatorMessage> begin(
      String name, TimerScheduler<CoordinatorMessage> timers) {
    SessionRegistry.ofAll(context.getSystem())
        .values()
        .forEach(registry -> registry.tell(new RegistryMessage.CallIn(name, context.getSelf())));
    timers.startSingleTimer(new WaitedLongEnough(), settings.expiry());
    timers.startTimerWithFixedDelay(new Tick(), settings.heartbeat());
    return Behaviors.receiveMessage(message ->
        switch (message) {
          case Stop() -> Behaviors.stopped();
          case Here here -> then(() -> here(here));
          case CalledIn(var node, var sessions) -> then(() -> calledIn(node, sessions));
          case Changed() -> then(this::look);
          case Describe(var replyTo) -> then(() -> replyTo.tell(instances()));
          case Looked(var found) -> then(() -> looked(found));
          case NotLooked(var reason) -> then(() -> notLooked(reason));
          case Ended(var session) -> then(() -> ended(session));
          case Tick() -> then(this::tick);
          case WaitedLongEnough() -> then(this::waitedLongEnough);
        });
  }

  private static Behavior<CoordinatorMessage> then(Runnable action) {
    action.run();
    return Behaviors.same();
  }

  private void here(Here here) {
    ActorRef<SessionMessage> session = here.session();
    if (!roster.knows(session)) {
      context.watchWith(session, new Ended(session));
    }
    heard.put(session, System.nanoTime());
    gathering.heard(session);
    boolean changed =
        roster.hear(
            session,
            new Report(
                here.instance(),
                here.since(),
                here.number(),
                here.generation(),
                new TreeSet<>(here.holding())));
    Share last = told.get(session);
    session.tell(last != null && here.number() < last.number() ? last : new Heard());
    roster.replaced().forEach(earlier -> earlier.tell(new Over()));
    if (changed) {
      look();
    }
  }

  private void calledIn(String node, List<ActorRef<SessionMessage>> sessions) {
    Set<ActorRef<SessionMessage>> unheard = new HashSet<>(sessions);
    unheard.removeIf(roster::knows);
    // One that ends now says nothing more.
    unheard.forEach(session -> context.watchWith(session, new Ended(session)));
    gathering.answered(node, unheard);
    look();
  }

  private void waitedLongEnough() {
    gathering.giveUp();
    look();
  }

  private void ended(ActorRef<SessionMessage> session) {
    told.remove(session);
    heard.remove(session);
    gathering.heard(session);
    roster.gone(session);
    look();
  }

  /** A session that was not heard of for long reads no more, and its node may be gone. */
  private void tick() {
    long now = System.nanoTime();
    for (ActorRef<SessionMessage> session : roster.sessions()) {
      long last = Objects.requireNonNullElse(heard.get(session), now);
      if (now - last > settings.expiry().toNanos()) {
        context.unwatch(session);
        ended(session);
      }
    }
    look();
  }

  /** Whoever reset the consumer may not have come to tell it, so this is done from time to time. */
  private void look() {
    if (roster.sessions().isEmpty()) {
      return;
    }
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    context.pipeToSelf(
        consumer.get(),
        (found, failure) -> found == null ? new NotLooked(failure) : new Looked(found));
  }

  private void looked(Consumer found) {
    looking = false;
    if (lookAgain) {
      lookAgain = false;
      look();
    } else if (!found.exists()) {
      roster.sessions().forEach(session -> session.tell(new Over()));
    } else if (gathering.isOver()) {
      roster.plan(found.generation()).forEach(order -> tell(order, found));
    }
  }

  private void notLooked(Throwable reason) {
    looking = false;
    lookAgain = false;
    context.getLog().warn("A consumer cannot be looked up, so its partitions stay", reason);
  }

  private void tell(Order<ActorRef<SessionMessage>> order, Consumer found) {
    SortedMap<Integer, Long> committed = found.offsets();
    Share share =
        new Share(
            order.number(),
            found.generation(),
            found.filter().orElse(""),
            order.partitions().stream()
                .map(partition ->
                    new PartitionOffset(partition, committed.getOrDefault(partition, 0L)))
                .toList());
    told.put(order.session(), share);
    order.session().tell(share);
  }

  private Instances instances() {
    return new Instances(
        roster.present().entrySet().stream()
            .map(entry -> new Instance(entry.getKey(), List.copyOf(entry.getValue())))
            .toList());
  }
}
