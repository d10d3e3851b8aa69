package io.sillok.node.entity.sharded;

import io.sillok.node.entity.journaled.Order;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;

/** What an entity takes. */
sealed interface EntityMessage {

  /** A message that is answered, whatever happens. */
  sealed interface Asked extends EntityMessage {
    ActorRef<EntityAnswer> replyTo();
  }

  /** Decide a command. */
  record Execute(Order order, ActorRef<EntityAnswer> replyTo) implements Asked {}

  /**
   * A command that this node cannot read, for it is not of the version that sent it.
   *
   * @param bytes as they came, to go on to a node that can
   * @param reason why not
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; nobody writes into it
  record Unread(byte[] bytes, String reason, ActorRef<EntityAnswer> replyTo) implements Asked {}

  /** Show the state. */
  record GetState(ActorRef<EntityAnswer> replyTo) implements Asked {}

  /** Give a sign of life. */
  record Probe(ActorRef<EntityAnswer> replyTo) implements Asked {}

  /** Move event time of the log of {@code type} on to {@code time}; a partition takes it. */
  record Advance(String type, Instant time, ActorRef<EntityAnswer> replyTo) implements Asked {}

  /** Leave memory: idle, or the partition moves. */
  record Stop() implements EntityMessage {}
}
