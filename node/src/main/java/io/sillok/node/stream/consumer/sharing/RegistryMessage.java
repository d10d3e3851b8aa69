package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.cluster.partition.NodeMessage;
import org.apache.pekko.actor.typed.ActorRef;

/** What the registry of a node's sessions takes. */
sealed interface RegistryMessage extends NodeMessage {

  /** The session has begun. */
  record Began(String consumer, ActorRef<SessionMessage> session) implements RegistryMessage {}

  /** The session has stopped. */
  record Ended(String consumer, ActorRef<SessionMessage> session) implements RegistryMessage {}

  /** Which sessions has the consumer here? */
  record CallIn(String consumer, ActorRef<CoordinatorMessage> replyTo) implements RegistryMessage {}
}
