package io.sillok.protocol.window.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is kept of the events of a key in a pane, by when they came. Most came in time. */
final class PaneContent {

  private @Nullable Summary inTime;
  private @Nullable TreeMap<Long, Summary> later;

  /**
   * @param since the last due before the events, or {@link Placement#IN_TIME}
   */
  Summary of(long since, Supplier<Summary> nothing) {
    if (since == Placement.IN_TIME) {
      Summary present = inTime == null ? nothing.get() : inTime;
      inTime = present;
      return present;
    }
    TreeMap<Long, Summary> summaries = later == null ? new TreeMap<>() : later;
    later = summaries;
    return summaries.computeIfAbsent(since, none -> nothing.get());
  }

  /** What came before {@code due}. */
  Collection<Summary> before(long due) {
    List<Summary> before = new ArrayList<>();
    if (inTime != null) {
      before.add(inTime);
    }
    if (later != null) {
      before.addAll(later.headMap(due, false).values());
    }
    return before;
  }

  /** When what it holds came; each is a since. */
  Collection<Long> since() {
    List<Long> since = new ArrayList<>();
    if (inTime != null) {
      since.add(Placement.IN_TIME);
    }
    if (later != null) {
      since.addAll(later.keySet());
    }
    return since;
  }
}
