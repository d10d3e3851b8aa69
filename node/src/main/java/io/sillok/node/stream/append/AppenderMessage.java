package io.sillok.node.stream.append;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.persistence.codec.BlockCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What an appender takes. */
sealed interface AppenderMessage extends NodeMessage {

  /**
   * Append all of {@code events}, or none.
   *
   * @param since those with an id may stand from this offset on; {@link #RECENT} if what the
   *     appender knows by itself is enough
   */
  record Append(List<EncodedEvent> events, long since, ActorRef<AppenderAnswer> replyTo)
      implements AppenderMessage {

    static final long RECENT = Long.MAX_VALUE;
  }

  /** Move event time on to {@code time}, unless it has come there. */
  record Advance(Instant time, ActorRef<AppenderAnswer> replyTo) implements AppenderMessage {}

  record Advanced(Advance advance, boolean moved) implements AppenderMessage {}

  record NotAdvanced(Advance advance, Throwable reason) implements AppenderMessage {}

  /**
   * Events of {@code append} that stand already, by id, of those before the offset {@code until}.
   */
  record Looked(Append append, Map<RecentIds.Name, RecentIds.Known> found, long until)
      implements AppenderMessage {}

  record NotLooked(Append append, Throwable reason) implements AppenderMessage {}

  /** The log is open; nothing was known of its last events before. */
  record Opened(long sequenceNumber, RecentIds recent) implements AppenderMessage {}

  record NotOpened(Throwable reason) implements AppenderMessage {}

  /** What was written for {@code append} stands from {@code offset} on. */
  record Written(PendingAppend append, long offset) implements AppenderMessage {}

  record NotWritten(PendingAppend append, Throwable reason) implements AppenderMessage {}

  /** Leave memory: idle, or the partition moves. */
  record Stop() implements AppenderMessage {}

  /**
   * An event, ready for the log.
   *
   * @param time event time, to the microsecond; null is when it is appended
   * @param record as {@link io.sillok.node.stream.StreamRecordCodec} has it
   * @param name of its id; null without one
   * @param content what it is told by from another of the same id
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; nobody writes into it
  record EncodedEvent(
      @Nullable Instant time, byte[] record, RecentIds.@Nullable Name name, long content) {

    /** That it takes in its log, as the log counts them. */
    int size() {
      return BlockCodec.estimate(record.length);
    }
  }
}
