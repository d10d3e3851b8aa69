package io.sillok.protocol.window.run;

import java.util.Collection;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What is kept of the events of a key in a pane, by when they came. */
final class PaneContent {

  private final TreeMap<Long, Summary> summaries = new TreeMap<>();

  /**
   * @param since the last due before the events, or {@link Placement#IN_TIME}
   */
  Summary of(long since, Supplier<Summary> nothing) {
    return summaries.computeIfAbsent(since, none -> nothing.get());
  }

  /** What came before {@code due}. */
  Collection<Summary> before(long due) {
    return summaries.headMap(due, false).values();
  }

  /** When what it holds came; each is a since. */
  Collection<Long> since() {
    return summaries.keySet();
  }
}
