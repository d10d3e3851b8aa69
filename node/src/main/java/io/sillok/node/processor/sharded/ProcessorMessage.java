package io.sillok.node.processor.sharded;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.node.processor.work.PartitionWork;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the actor of a partition of a processor takes. */
sealed interface ProcessorMessage extends NodeMessage {

  /** What wants an answer, once it is known how far the work has come. */
  sealed interface Question extends ProcessorMessage {
    ActorRef<ProcessorAnswer> replyTo();
  }

  /**
   * How it stands.
   *
   * @param head where its input's log ends
   */
  record Look(long head, ActorRef<ProcessorAnswer> replyTo) implements Question {}

  /** Parked events from an offset on. */
  record ListParked(long from, int limit, ActorRef<ProcessorAnswer> replyTo) implements Question {}

  /** What is done between two steps of the work. */
  sealed interface Change extends Question {

    /** Of parked events; null for all of them. */
    @Nullable List<Long> offsets();
  }

  /** Have parked events processed again. */
  record Replay(@Nullable List<Long> offsets, ActorRef<ProcessorAnswer> replyTo)
      implements Change {}

  /** Give parked events up. */
  record Discard(@Nullable List<Long> offsets, ActorRef<ProcessorAnswer> replyTo)
      implements Change {}

  /** Be there, and work. */
  record Wake() implements ProcessorMessage {}

  /** Finish what is under way, and begin nothing more: the node is about to stop. */
  record Rest(ActorRef<ProcessorAnswer> replyTo) implements ProcessorMessage {}

  /** Leave memory: the partition moves. */
  record Stop() implements ProcessorMessage {}

  /** Leave memory, whatever is under way. */
  record StopNow() implements ProcessorMessage {}

  record Begun(PartitionWork<?, ?> work) implements ProcessorMessage {}

  /** A step is done; {@code end} if there is nothing more to do. */
  record Stepped(boolean end) implements ProcessorMessage {}

  /** The work has ended in order. */
  record Ended() implements ProcessorMessage {}

  /** What was under way has failed. */
  record Failed(Throwable reason) implements ProcessorMessage {}

  /** A change was made, and this is the answer. */
  record Changed(Change change, ProcessorAnswer answer) implements ProcessorMessage {}

  record NotChanged(Change change, Throwable reason) implements ProcessorMessage {}

  /** There may be more to do. */
  record More() implements ProcessorMessage {}

  /** Try again what has failed. */
  record Again() implements ProcessorMessage {}
}
