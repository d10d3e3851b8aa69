package io.sillok.node.window.shard;

import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.run.Windowing;
import java.time.Instant;
import java.util.Optional;

/** How far the event time of results has come when a watermark has. */
final class ResultTimes {

  private ResultTimes() {}

  /**
   * No result of a window that is told later has an earlier time: its last one is due at its end,
   * and the allowed lateness later (and a session's gap), and its time is the last of the window.
   *
   * @param watermark up to which all that was due was told
   */
  static Optional<Instant> reached(Windowing windowing, long watermark) {
    if (watermark == Window.NEVER) {
      return Optional.of(EventTimes.time(EventTimes.MAX));
    }
    long held = windowing.held();
    return watermark < EventTimes.MIN + held + 1 || windowing.windows() instanceof WindowSpec.Global
        ? Optional.empty()
        : Optional.of(EventTimes.time(watermark - held - 1));
  }
}
