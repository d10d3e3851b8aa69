package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.WindowTimes;
import java.time.Duration;

/** Which windows there are, how long they wait, and which results they tell. */
public record Windowing(WindowSpec windows, Lateness lateness, Emit emit) {

  /** So long behind a window's end its last result is due, in microseconds. */
  public long held() {
    Duration gap = windows instanceof WindowSpec.Session session ? session.gap() : Duration.ZERO;
    return EventTimes.micros(lateness.allowed().plus(gap));
  }

  WindowTimes times() {
    return new WindowTimes(lateness);
  }
}
