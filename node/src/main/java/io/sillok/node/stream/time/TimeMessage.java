package io.sillok.node.stream.time;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.protocol.event.LiveClock;
import java.time.Instant;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What is told to the event time of a partition. */
sealed interface TimeMessage extends NodeMessage {

  /**
   * Follow the other partitions now.
   *
   * @param clock follow that instead; null if the stream is not live
   * @param leaders other logs that partition 0 looks at, too: theirs counts as the stream's time
   */
  record Follow(@Nullable LiveClock clock, Set<String> leaders) implements TimeMessage {
    public Follow {
      leaders = Set.copyOf(leaders);
    }
  }

  /**
   * Another partition has come to {@code eventTime}, or one of another log asks; to partition 0.
   *
   * @param eventTime null if that has none, or is of another log
   * @param from hears how far the stream has come
   */
  record Report(@Nullable Instant eventTime, ActorRef<TimeMessage> from) implements TimeMessage {}

  /** So far the stream has come, by what partition 0 was told. */
  record StreamIsAt(@Nullable Instant eventTime) implements TimeMessage {}

  /** Move on to {@code time}. */
  record MoveTo(Instant time, ActorRef<TimeAnswer> replyTo) implements TimeMessage {}

  /** What stands in the log is known. */
  record CaughtUp() implements TimeMessage {}

  record NotCaughtUp(Throwable reason) implements TimeMessage {}

  /** Event time has come to {@code time}. */
  record Moved(Instant time) implements TimeMessage {}

  record NotMoved(Throwable reason) implements TimeMessage {}

  /** Leave memory: nobody asks any longer, or the partition moves. */
  record Stop() implements TimeMessage {}
}
