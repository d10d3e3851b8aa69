package io.sillok.node.window.shard;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.node.window.reading.ReaderAnswer;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What a shard of a projection takes. */
public sealed interface ShardMessage extends NodeMessage {

  /** A reader has answered. */
  record Answered(ReaderAnswer answer) implements ShardMessage {}

  /** A node is no more in the cluster; readers that were there begin elsewhere. */
  record NodeGone() implements ShardMessage {}

  /** Ask all readers again that have not answered. */
  record AskAll() implements ShardMessage {}

  /** Be there, and work. */
  record Wake() implements ShardMessage {}

  /** What wants an answer, once it is known whether the shard can be opened. */
  sealed interface Question extends ShardMessage {
    ActorRef<ShardAnswer> replyTo();
  }

  /** How does it stand? */
  record Look(ActorRef<ShardAnswer> replyTo) implements Question {}

  /**
   * Results of windows, by key and end if they are of one, else by end and key.
   *
   * @param key empty for all
   * @param from the windows end behind it, in microseconds since 1970
   * @param to and there at most
   * @param after behind this place of an answer before; empty from the start
   */
  record Find(
      String key, long from, long to, String after, int limit, ActorRef<ShardAnswer> replyTo)
      implements Question {}

  /**
   * What windows that have results to come hold by now, by end and key.
   *
   * @param key empty for all
   * @param from the windows end behind it, in microseconds since 1970
   * @param to and there at most
   * @param after behind this place of an answer before; empty from the start
   */
  record Preview(
      String key, long from, long to, String after, int limit, ActorRef<ShardAnswer> replyTo)
      implements Question {}

  /**
   * The results of windows that have the largest values. The answer has no places: the last result
   * is one.
   *
   * @param key empty for all
   * @param from the windows end behind it, in microseconds since 1970
   * @param to and there at most
   * @param open whether what windows hold by now takes the place of what they told
   * @param by the number that is compared
   * @param after behind this result; empty from the largest
   */
  record Top(
      String key,
      long from,
      long to,
      boolean open,
      String by,
      String after,
      int most,
      ActorRef<ShardAnswer> replyTo)
      implements Question {}

  /** Leave memory: the partition moves. */
  record Stop() implements ShardMessage {}

  /** It can begin. */
  record Opened(OpenShard shard) implements ShardMessage {}

  /** What had come is appended and kept. */
  record Committed(OpenShard shard, Standing standing) implements ShardMessage {}

  /**
   * What was under way has failed.
   *
   * @param shard that it was of; null where it was not open yet
   */
  record Failed(@Nullable OpenShard shard, Throwable reason) implements ShardMessage {}

  /** Event time of the results has come to {@code time}. */
  record Moved(Instant time) implements ShardMessage {}

  /**
   * A snapshot was taken, or could not be.
   *
   * @param reached so many offsets of all inputs had been read then; empty if it could not
   */
  record Snapshotted(OpenShard shard, OptionalLong reached) implements ShardMessage {}

  /** Look after what should have come or been done. */
  record Tick() implements ShardMessage {}

  /** Try again what has failed. */
  record Again() implements ShardMessage {}
}
