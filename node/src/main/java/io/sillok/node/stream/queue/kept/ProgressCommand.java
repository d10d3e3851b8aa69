package io.sillok.node.stream.queue.kept;

import java.util.List;

/** What the progress of a queue in one partition takes. */
public sealed interface ProgressCommand {

  /**
   * Begins it, unless it was begun for this queue already; answers with the progress.
   *
   * @param queueId tells a queue from an earlier one of the same name
   * @param start the first offset that the queue hands out
   */
  record Open(String queueId, long start) implements ProgressCommand {}

  /**
   * What became of events.
   *
   * @param next everything before is settled, but for what was replayed
   * @param beyond settled behind {@code next}
   * @param replayed settled of what was replayed before {@code next}
   * @param attempts that were made in vain
   * @param dead given up; settled by that
   */
  record Report(
      long next,
      List<OffsetRange> beyond,
      List<Long> replayed,
      List<Attempt> attempts,
      List<DeadLetter> dead)
      implements ProgressCommand {

    public Report {
      beyond = List.copyOf(beyond);
      replayed = List.copyOf(replayed);
      attempts = List.copyOf(attempts);
      dead = List.copyOf(dead);
    }
  }

  /** Retention has dropped everything from {@code from} to before {@code to} unread. */
  record Skip(long from, long to) implements ProgressCommand {}

  /** Has dead letters handed out again, as if for the first time. */
  record Replay(List<Long> offsets) implements ProgressCommand {
    public Replay {
      offsets = List.copyOf(offsets);
    }
  }

  /** Forgets dead letters. */
  record Discard(List<Long> offsets) implements ProgressCommand {
    public Discard {
      offsets = List.copyOf(offsets);
    }
  }
}
