package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.WindowTimes;

/** Which windows there are, how long they wait, and which results they tell. */
public record Windowing(WindowSpec windows, Lateness lateness, Emit emit) {

  WindowTimes times() {
    return new WindowTimes(lateness);
  }
}
