package io.sillok.node.cluster;

import io.sillok.node.stage.PekkoStages;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** A system actor that each node has by the same name. */
public final class MemberActor {

  private MemberActor() {}

  /**
   * Asks that of {@code member}, which need not be in the cluster of this node yet.
   *
   * @param patience for finding it, and again for its answer
   */
  public static <M, A> CompletionStage<A> ask(
      ActorSystem<?> system,
      Address member,
      String name,
      Function<ActorRef<A>, M> question,
      Duration patience) {
    return PekkoStages.of(
            system,
            Adapter.toClassic(system)
                .actorSelection(member + "/system/" + name)
                .resolveOne(patience))
        .thenCompose(found -> {
          ActorRef<M> actor = Adapter.toTyped(found);
          return PekkoStages.ask(system, actor, question, patience);
        });
  }
}
