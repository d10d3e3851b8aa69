package io.sillok.node.table.partition;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.node.table.rows.TableRows;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;

/** What the actor of a partition of a table takes. */
public sealed interface TableMessage extends NodeMessage {

  /** What wants an answer as soon as the table has come far enough. */
  sealed interface Question extends TableMessage {

    /** All events before this offset must be in the table. */
    long atLeast();

    /** After it, the answer is that it has not come so far yet. */
    Duration patience();

    ActorRef<TableAnswer> replyTo();
  }

  /** The row of a key. */
  record Find(String key, long atLeast, Duration patience, ActorRef<TableAnswer> replyTo)
      implements Question {}

  /** Rows in key order, as {@link TableRows#page} has it. */
  record ReadPage(
      String prefix,
      String after,
      int limit,
      int maxBytes,
      long atLeast,
      Duration patience,
      ActorRef<TableAnswer> replyTo)
      implements Question {}

  /**
   * What the log comes to, beside what is kept.
   *
   * @param job begins it once, and then is told what came out
   * @param rebuild whether the partition is built anew where both differ
   */
  record Verify(String job, boolean rebuild, Duration patience, ActorRef<TableAnswer> replyTo)
      implements Question {
    @Override
    public long atLeast() {
      return 0;
    }
  }

  /** Begin, if you have not. */
  record Wake() implements TableMessage {}

  /** The partition moves. */
  record Stop() implements TableMessage {}

  /**
   * The rows are open.
   *
   * @param next all events before it are in them
   * @param first the first offset that the log holds
   * @param head of the log
   */
  record Opened(TableRows rows, long next, long first, long head) implements TableMessage {}

  /** There may be more in the log. */
  record More() implements TableMessage {}

  /** Look at the log and the rows again, whatever was heard. */
  record Look() implements TableMessage {}

  /**
   * @param next all events before it are in the rows
   * @param end whether the log had no more
   */
  record Advanced(long next, boolean end) implements TableMessage {}

  record NotAdvanced(Throwable reason) implements TableMessage {}

  /** The rows must be opened again. */
  record Moved() implements TableMessage {}

  /** {@code question} has waited for long enough. */
  record Overdue(Question question) implements TableMessage {}

  record Verified(Verify question, TableAnswer outcome) implements TableMessage {}
}
