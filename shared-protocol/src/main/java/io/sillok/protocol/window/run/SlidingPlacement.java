package io.sillok.protocol.window.run;

import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Lateness.Verdict;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.WindowTimes;
import java.util.List;

/**
 * Each event has a window of its own. One that is too late for it is kept as long as it is in those
 * of later events.
 */
final class SlidingPlacement implements Placement {

  private final WindowSpec.Sliding spec;
  private final WindowTimes times;
  private final long size;

  SlidingPlacement(WindowSpec.Sliding spec, WindowTimes times) {
    this.spec = spec;
    this.times = times;
    size = EventTimes.micros(spec.size());
  }

  WindowSpec.Sliding spec() {
    return spec;
  }

  @Override
  public Placed place(long time, long clock) {
    Window own = spec.at(time);
    boolean tooLate = times.verdict(clock, own.end()) == Verdict.TOO_LATE;
    return new Placed(
        time,
        clock < own.end() ? Placed.IN_TIME : clock,
        clock < times.last(own.end() + size),
        1,
        tooLate ? List.of(own) : List.of());
  }

  @Override
  public boolean isCombined() {
    return true;
  }
}
