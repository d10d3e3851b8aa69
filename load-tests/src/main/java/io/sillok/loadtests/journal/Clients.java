package io.sillok.loadtests.journal;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Starts clients, not all at once, for that overwhelms a journal which has just been opened. */
final class Clients {

  private static final int STARTING_AT_ONCE = 32;

  /** A client had its first answer. */
  enum Message {
    STARTED
  }

  /** Makes the client of the numbered entity. */
  interface Factory extends BiFunction<Integer, ActorRef<Message>, Behavior<Account.Written>> {}

  private final ActorContext<Message> context;
  private final int count;
  private final Factory factory;
  private final CompletableFuture<Void> allStarted;
  private int spawned;
  private int started;
  private int ended;

  private Clients(
      ActorContext<Message> context,
      int count,
      Factory factory,
      CompletableFuture<Void> allStarted) {
    this.context = context;
    this.count = count;
    this.factory = factory;
    this.allStarted = allStarted;
  }

  /** A guardian that stops when its clients have ended, or one has failed. */
  static Behavior<Message> of(int count, Factory factory, CompletableFuture<Void> allStarted) {
    return Behaviors.setup(context -> new Clients(context, count, factory, allStarted).begin());
  }

  private Behavior<Message> begin() {
    for (int client = 0; client < STARTING_AT_ONCE; client++) {
      spawnNext();
    }
    return Behaviors.receive(Message.class)
        .onMessage(Message.class, message -> started())
        .onSignal(ChildFailed.class, client -> Behaviors.stopped())
        .onSignal(Terminated.class, client -> ended())
        .build();
  }

  private void spawnNext() {
    if (spawned < count) {
      context.watch(context.spawn(factory.apply(spawned, context.getSelf()), "client-" + spawned));
      spawned++;
    }
  }

  private Behavior<Message> started() {
    started++;
    spawnNext();
    if (started == count) {
      allStarted.complete(null);
    }
    return Behaviors.same();
  }

  private Behavior<Message> ended() {
    ended++;
    return ended == count ? Behaviors.stopped() : Behaviors.same();
  }
}
