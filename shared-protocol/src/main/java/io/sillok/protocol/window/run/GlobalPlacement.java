package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Window;
import java.util.List;

/** One window, which takes everything before the stream is sealed. */
final class GlobalPlacement implements Placement {

  private static final Placed INSIDE = new Placed(0, Placed.IN_TIME, true, 1, List.of());
  private static final Placed BEHIND = new Placed(0, Placed.IN_TIME, false, 1, List.of(Window.ALL));

  @Override
  public Placed place(long time, long clock) {
    return clock == Window.NEVER ? BEHIND : INSIDE;
  }

  @Override
  public boolean isCombined() {
    return true;
  }
}
