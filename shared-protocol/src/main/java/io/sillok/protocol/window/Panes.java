package io.sillok.protocol.window;

import io.sillok.protocol.window.WindowSpec.Aligned;
import io.sillok.protocol.window.WindowSpec.Cumulative;
import io.sillok.protocol.window.WindowSpec.Hopping;
import io.sillok.protocol.window.WindowSpec.Tumbling;
import java.time.Duration;

/**
 * Aligned windows, made of panes: stretches of event time that no window begins or ends within. So
 * an event is added once, to its pane, and a window is the sum of its panes. Panes are numbered in
 * order; a window is known by the pane behind it, for at each boundary one window ends at most.
 *
 * <p>After Li et al., "No Pane, No Gain", SIGMOD Record 34(1), 2005.
 */
public final class Panes {

  private final Grid grid;
  private final long panes;
  private final long every;
  private final boolean cumulative;

  private Panes(Grid grid, long panes, long every, boolean cumulative) {
    this.grid = grid;
    this.panes = panes;
    this.every = every;
    this.cumulative = cumulative;
  }

  public static Panes of(Aligned spec) {
    return switch (spec) {
      case Tumbling(var size, var offset, var zone) -> of(spec, size, size, false);
      case Hopping(var size, var slide, var offset, var zone) -> of(spec, size, slide, false);
      case Cumulative(var size, var step, var offset, var zone) -> of(spec, size, step, true);
    };
  }

  private static Panes of(Aligned spec, Duration size, Duration step, boolean cumulative) {
    long pane = Sizes.pane(size, step);
    return new Panes(
        Grid.of(pane, EventTimes.micros(spec.offset()), spec.zone()),
        EventTimes.micros(size) / pane,
        EventTimes.micros(step) / pane,
        cumulative);
  }

  /** The pane that {@code time} is in. */
  public long pane(long time) {
    return grid.before(time);
  }

  /** The start of {@code pane}, which is the end of the one before. */
  public long start(long pane) {
    return grid.at(pane);
  }

  /** Whether a window ends where {@code pane} begins. */
  public boolean endsAt(long pane) {
    return cumulative || Math.floorMod(pane - panes, every) == 0;
  }

  /** The first pane of the window that ends where {@code pane} begins. */
  public long first(long pane) {
    return cumulative ? pane - 1 - Math.floorMod(pane - 1, panes) : pane - panes;
  }

  /** The next pane at or behind {@code pane} where a window ends. */
  public long nextEnd(long pane) {
    return cumulative ? pane : pane + Math.floorMod(panes - pane, every);
  }

  /** The last pane where a window ends that {@code pane} is part of. */
  public long lastEnd(long pane) {
    if (cumulative) {
      return pane - Math.floorMod(pane, panes) + panes;
    }
    long last = pane + panes;
    return last - Math.floorMod(last - panes, every);
  }

  /** How many windows {@code pane} is part of. */
  public int windows(long pane) {
    long apart = lastEnd(pane) - nextEnd(pane + 1);
    return Math.toIntExact(cumulative ? apart + 1 : apart / every + 1);
  }

  /** The window that ends where {@code pane} begins. */
  public Window endingAt(long pane) {
    return new Window(grid.at(first(pane)), grid.at(pane));
  }
}
