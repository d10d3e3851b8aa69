package io.sillok.protocol.window.run;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is kept of the events of a key in a pane, by when they came. Most came in time. */
final class PaneContent {

  private @Nullable Summary inTime;
  private @Nullable TreeMap<Long, Summary> later;

  /**
   * Adds {@code summary}, which is the content's own from now on.
   *
   * @param since the last due before the events, or {@link Placed#IN_TIME}
   */
  void add(long since, Summary summary, Summaries<?> summaries) {
    Summary present = at(since);
    if (present == null) {
      put(since, summary);
    } else {
      summaries.merge(present, summary);
    }
  }

  private @Nullable Summary at(long since) {
    if (since == Placed.IN_TIME) {
      return inTime;
    }
    return later == null ? null : later.get(since);
  }

  private void put(long since, Summary summary) {
    if (since == Placed.IN_TIME) {
      inTime = summary;
    } else {
      TreeMap<Long, Summary> all = later == null ? new TreeMap<>() : later;
      later = all;
      all.put(since, summary);
    }
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
      since.add(Placed.IN_TIME);
    }
    if (later != null) {
      since.addAll(later.keySet());
    }
    return since;
  }

  void write(Summaries<?> summaries, DataOutput out) throws IOException {
    Collection<Long> all = since();
    out.writeInt(all.size());
    for (long since : all) {
      out.writeLong(since);
      summaries.write(Objects.requireNonNull(at(since)), out);
    }
  }

  static PaneContent read(Summaries<?> summaries, DataInput in) throws IOException {
    PaneContent content = new PaneContent();
    int parts = in.readInt();
    for (int part = 0; part < parts; part++) {
      content.put(in.readLong(), summaries.read(in));
    }
    return content;
  }
}
