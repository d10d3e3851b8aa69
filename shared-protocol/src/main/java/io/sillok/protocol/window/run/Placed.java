package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Window;
import java.util.List;

/**
 * What an event is for its windows.
 *
 * @param place what is kept of it is kept there: its pane, or its time
 * @param since what tells events apart there that came at different times: the clock, or a due that
 *     it passed; {@link #IN_TIME} where it was in time for all
 * @param kept whether anything is kept of it
 * @param windows how many it belongs to
 * @param tooLate those of them that it is too late for
 */
record Placed(long place, long since, boolean kept, int windows, List<Window> tooLate) {

  /** Of events that are in time for all their windows. */
  static final long IN_TIME = Long.MIN_VALUE;
}
