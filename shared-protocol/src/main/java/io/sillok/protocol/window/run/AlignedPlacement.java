package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Lateness.Verdict;
import io.sillok.protocol.window.Panes;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowTimes;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an event is kept for aligned windows: in its pane, and there with those that the same
 * results hold. So events that came in time for all their windows are kept together, and those that
 * came later by the last result that was due before.
 */
final class AlignedPlacement implements Placement {

  private final Panes panes;
  private final WindowTimes times;

  /** Of the last event, which the next is often the same for. */
  private Placed last = new Placed(0, Placed.IN_TIME, false, 0, List.of());

  private long lastUntil = Long.MIN_VALUE;

  AlignedPlacement(Panes panes, WindowTimes times) {
    this.panes = panes;
    this.times = times;
  }

  Panes panes() {
    return panes;
  }

  @Override
  public Placed place(long time, long clock) {
    long pane = panes.pane(time);
    if (pane != last.place() || clock >= lastUntil) {
      last = placed(pane, clock);
      lastUntil = last.since() == Placed.IN_TIME ? panes.start(firstEnd(pane)) : Long.MIN_VALUE;
    }
    return last;
  }

  @Override
  public boolean isCombined() {
    return true;
  }

  private Placed placed(long pane, long clock) {
    int windows = panes.windows(pane);
    return clock < panes.start(firstEnd(pane))
        ? new Placed(pane, Placed.IN_TIME, true, windows, List.of())
        : new Placed(pane, since(pane, clock), !isOver(pane, clock), windows, tooLate(pane, clock));
  }

  /** The last due that is not behind {@code clock}, of a result of a window with {@code pane}. */
  private long since(long pane, long clock) {
    long since = Placed.IN_TIME;
    for (long end = firstEnd(pane); end <= panes.lastEnd(pane); end = panes.nextEnd(end + 1)) {
      long due = panes.start(end);
      if (due > clock) {
        break;
      }
      since = Math.max(since, lastDue(due, clock));
    }
    return since;
  }

  private long lastDue(long end, long clock) {
    if (clock >= times.last(end)) {
      return times.last(end);
    }
    long due = times.due(clock, end);
    long before = end;
    // The one before the next is a multiple of the refinement, or the end itself.
    long step = times.next(end, end) - end;
    if (step > 0) {
      before = end + (clock - end) / step * step;
    }
    return Math.min(before, due);
  }

  /** The windows with {@code pane} that an event with this clock is too late for. */
  private List<Window> tooLate(long pane, long clock) {
    List<Window> windows = new ArrayList<>();
    for (long end = firstEnd(pane); end <= panes.lastEnd(pane); end = panes.nextEnd(end + 1)) {
      if (times.verdict(clock, panes.start(end)) != Verdict.TOO_LATE) {
        break;
      }
      windows.add(panes.endingAt(end));
    }
    return windows;
  }

  long firstEnd(long pane) {
    return panes.nextEnd(pane + 1);
  }

  /** Whether nothing of {@code pane} is due behind {@code watermark}. */
  boolean isOver(long pane, long watermark) {
    return times.last(panes.start(panes.lastEnd(pane))) <= watermark;
  }
}
