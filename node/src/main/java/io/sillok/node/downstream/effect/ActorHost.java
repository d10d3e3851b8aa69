package io.sillok.node.downstream.effect;

import io.sillok.node.stream.input.Defect;
import io.sillok.protocol.projection.ProjectionResult;
import io.sillok.protocol.projection.ResultActor;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a module's {@link ResultActor}: one result after the other. */
final class ActorHost<R> {

  private static final Logger LOGGER = LoggerFactory.getLogger(ActorHost.class);

  private final ActorContext<Message> context;
  private final ResultActor<R> actor;
  private final Deque<Take<R>> waiting = new ArrayDeque<>();
  private boolean busy;

  private ActorHost(ActorContext<Message> context, ResultActor<R> actor) {
    this.context = context;
    this.actor = actor;
  }

  /** What it is told. */
  sealed interface Message {}

  /**
   * Have the actor take a result.
   *
   * @param until by {@link System#nanoTime}: later nobody waits for it any more
   */
  record Take<R>(ProjectionResult<R> result, long until, ActorRef<Answer> replyTo)
      implements Message {}

  /** The actor has taken the last one. */
  private record Taken(ActorRef<Answer> replyTo, String failure) implements Message {}

  record Stop() implements Message {}

  /**
   * What became of a result.
   *
   * @param failure empty if it was taken
   */
  record Answer(String failure) {}

  static <R> Behavior<Message> create(ResultActor<R> actor) {
    return Behaviors.setup(context -> new ActorHost<>(context, actor).behavior());
  }

  private Behavior<Message> behavior() {
    return Behaviors.receive(Message.class)
        .onMessage(Take.class, this::take)
        .onMessage(Taken.class, this::taken)
        .onMessage(Stop.class, stop -> Behaviors.stopped())
        .onSignal(PostStop.class, stopped -> close())
        .build();
  }

  @SuppressWarnings("unchecked") // the effect that has this host sends what its actor takes
  private Behavior<Message> take(Take<?> take) {
    waiting.addLast((Take<R>) take);
    goOn();
    return Behaviors.same();
  }

  private Behavior<Message> taken(Taken taken) {
    taken.replyTo().tell(new Answer(taken.failure()));
    busy = false;
    goOn();
    return Behaviors.same();
  }

  private void goOn() {
    if (busy || waiting.isEmpty()) {
      return;
    }
    Take<R> next = waiting.removeFirst();
    if (System.nanoTime() - next.until() > 0) {
      goOn(); // it comes again
      return;
    }
    busy = true;
    try {
      context.pipeToSelf(
          actor.receive(next.result()),
          (done, failure) ->
              new Taken(next.replyTo(), failure == null ? "" : new Defect(failure).reason()));
    } catch (Throwable thrown) { // modules throw what they like
      context.getSelf().tell(new Taken(next.replyTo(), new Defect(thrown).reason()));
    }
  }

  private Behavior<Message> close() {
    try {
      actor.close();
    } catch (Throwable thrown) {
      new Defect(thrown).log(LOGGER, "A module's actor failed when it was closed");
    }
    return Behaviors.same();
  }
}
