package io.sillok.node.processor.kept;

import java.util.List;

/** What the progress of a processor in one partition takes. */
public sealed interface ProgressCommand {

  /**
   * Whoever sends it processes from now on; what others were about to record does not count any
   * more. Answers with the progress as it was, or that of {@code input} if it is another stream.
   */
  record Begin(String input) implements ProgressCommand {}

  /** Nothing is under way any more: the work that was begun last ends in order. */
  record End() implements ProgressCommand {}

  /**
   * An event that may end the node is about to be processed by itself.
   *
   * @param offset of it; {@link Underway#NONE} once its rules came to an end
   * @param node that does it; each has another name whenever it is started
   */
  record Attempt(long offset, String node) implements ProgressCommand {}

  /**
   * Outputs of more events may stand from now on.
   *
   * @param horizon of all before it
   * @param heads where the outputs' streams ended before any of those stood
   */
  record Venture(long horizon, List<StreamHeads> heads) implements ProgressCommand {
    public Venture {
      heads = List.copyOf(heads);
    }
  }

  /**
   * All events before {@code next} were processed, and their outputs stand.
   *
   * @param parked those of them that could not be
   * @param horizon outputs of all before it may stand from now on
   */
  record Advance(long next, List<Parked> parked, long horizon) implements ProgressCommand {
    public Advance {
      parked = List.copyOf(parked);
    }
  }

  /** Has parked events processed again. */
  record Replay(List<Long> offsets) implements ProgressCommand {
    public Replay {
      offsets = List.copyOf(offsets);
    }
  }

  /**
   * What became of events that were to be processed again.
   *
   * @param processed whose outputs stand, in the order in which it happened
   * @param parked that could not be this time either
   */
  record Settle(List<Long> processed, List<Parked> parked) implements ProgressCommand {
    public Settle {
      processed = List.copyOf(processed);
      parked = List.copyOf(parked);
    }
  }

  /** Makes the states anew from the first event on. */
  record BeginAnew() implements ProgressCommand {}

  /**
   * States are made anew without some events. Those that were told before, for states of another
   * node or before a crash, do not count again.
   *
   * @param steps that the states come to behind each of them, ascending, at least one
   * @param offset of the last one
   * @param reason of that
   */
  record LeaveOut(List<Long> steps, long offset, String reason) implements ProgressCommand {
    public LeaveOut {
      steps = List.copyOf(steps);
    }
  }

  /** Gives parked events up for good, unless they are being processed again. */
  record Discard(List<Long> offsets) implements ProgressCommand {
    public Discard {
      offsets = List.copyOf(offsets);
    }
  }
}
