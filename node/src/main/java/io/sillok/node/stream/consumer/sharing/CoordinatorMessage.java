package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.node.stream.consumer.kept.Consumer;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What a coordinator takes. */
public sealed interface CoordinatorMessage extends NodeMessage {

  /** The session is there; for the rest, see {@link Roster.Report}. */
  record Here(
      ActorRef<SessionMessage> session,
      String instance,
      long since,
      long number,
      long generation,
      List<Integer> holding)
      implements CoordinatorMessage {}

  /** All sessions of the consumer on one node; they tell of themselves what they read. */
  record CalledIn(String node, List<ActorRef<SessionMessage>> sessions)
      implements CoordinatorMessage {}

  /** The consumer was reset or deleted. */
  record Changed() implements CoordinatorMessage {}

  /** Who reads what? */
  record Describe(ActorRef<Instances> replyTo) implements CoordinatorMessage {}

  /** The consumer as it is now. */
  record Looked(Consumer consumer) implements CoordinatorMessage {}

  record NotLooked(Throwable reason) implements CoordinatorMessage {}

  /** The session has stopped. */
  record Ended(ActorRef<SessionMessage> session) implements CoordinatorMessage {}

  /** It is time to look whether all are still there. */
  record Tick() implements CoordinatorMessage {}

  /** Nodes that have not answered by now are not waited for. */
  record WaitedLongEnough() implements CoordinatorMessage {}

  /** Leave memory: idle, or the partition moves. */
  record Stop() implements CoordinatorMessage {}
}
