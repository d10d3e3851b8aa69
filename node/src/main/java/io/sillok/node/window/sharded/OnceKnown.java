package io.sillok.node.window.sharded;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Begins an actor with what this node knows about. What it does not know, another node may have
 * been told just now: then it is looked up, while messages wait.
 *
 * @param known what the actor is to begin with, as far as this node knows
 * @param look looks it up
 * @param looked tells the actor that this is done; this very object comes in no other way
 * @param stop has it stop before that
 */
record OnceKnown<M, T>(
    Supplier<Optional<T>> known, Supplier<CompletionStage<Void>> look, M looked, M stop) {

  /** Others are asked again by those who sent them. */
  private static final int MOST_WAITING = 1_000;

  /** What {@code begin} makes of it; stops if nobody knows it. */
  Behavior<M> begin(Function<T, Behavior<M>> begin) {
    return known.get().map(begin).orElseGet(() -> lookUp(begin));
  }

  @SuppressWarnings("ReferenceEquality") // others may send the like of it
  private Behavior<M> lookUp(Function<T, Behavior<M>> begin) {
    return Behaviors.setup(context ->
        Behaviors.withStash(
            MOST_WAITING,
            waiting -> {
              look.get().whenComplete((done, failure) -> context.getSelf().tell(looked));
              return Behaviors.receiveMessage(message -> {
                if (message == looked) {
                  return known
                      .get()
                      .map(there -> waiting.unstashAll(begin.apply(there)))
                      .orElseGet(Behaviors::stopped);
                }
                if (message.equals(stop)) {
                  return Behaviors.stopped();
                }
                if (!waiting.isFull()) {
                  waiting.stash(message);
                }
                return Behaviors.same();
              });
            }));
  }
}
