package io.sillok.node.processor.kept;

import java.util.List;

/** What happens to the progress of a processor in one partition. */
public sealed interface ProgressEvent {

  /** Somebody processes {@code input} from here on. */
  record ProcessingBegun(String input) implements ProgressEvent {}

  /** What was begun has ended in order. */
  record ProcessingEnded() implements ProgressEvent {}

  /** The event at {@code offset} is about to be processed by itself; or none any more. */
  record EventAttempted(long offset, String node) implements ProgressEvent {}

  /** Outputs of all events before {@code horizon} may stand, behind {@code heads}. */
  record OutputsVentured(long horizon, List<StreamHeads> heads) implements ProgressEvent {
    public OutputsVentured {
      heads = List.copyOf(heads);
    }
  }

  /**
   * All events before {@code next} were processed or parked, and outputs of all before {@code
   * horizon} may stand.
   */
  record EventsProcessed(long next, long horizon) implements ProgressEvent {}

  record EventsParked(List<Parked> parked) implements ProgressEvent {
    public EventsParked {
      parked = List.copyOf(parked);
    }
  }

  record ReplayBegun(List<Long> offsets) implements ProgressEvent {
    public ReplayBegun {
      offsets = List.copyOf(offsets);
    }
  }

  /** Events that were parked were processed, in this order. */
  record ParkedProcessed(List<Replayed> replayed) implements ProgressEvent {
    public ParkedProcessed {
      replayed = List.copyOf(replayed);
    }
  }

  record ParkedDiscarded(List<Long> offsets) implements ProgressEvent {
    public ParkedDiscarded {
      offsets = List.copyOf(offsets);
    }
  }

  /** States are made anew from the first event on, so nothing is left out of them yet. */
  record StatesBegunAnew() implements ProgressEvent {}

  /**
   * States are made anew without some events.
   *
   * @param all of them, with those from before
   */
  record EventsLeftOut(LeftOut all) implements ProgressEvent {}
}
