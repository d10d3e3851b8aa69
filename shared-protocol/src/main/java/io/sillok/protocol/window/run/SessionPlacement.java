package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Lateness.Verdict;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.WindowTimes;
import java.util.List;

/** Each event is a session of its own, until it joins others. */
final class SessionPlacement implements Placement {

  private final WindowSpec.Session spec;
  private final WindowTimes times;

  SessionPlacement(WindowSpec.Session spec, WindowTimes times) {
    this.spec = spec;
    this.times = times;
  }

  WindowSpec.Session spec() {
    return spec;
  }

  @Override
  public Placed place(long time, long clock) {
    Window alone = spec.at(time);
    boolean tooLate = times.verdict(clock, alone.end()) == Verdict.TOO_LATE;
    return new Placed(time, clock, !tooLate, 1, tooLate ? List.of(alone) : List.of());
  }

  @Override
  public boolean isCombined() {
    return false;
  }
}
