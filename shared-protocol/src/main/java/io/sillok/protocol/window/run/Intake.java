package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.aggregate.Occurrence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the events of one partition in, in its order: what they are for their windows depends on
 * nothing else. What they add is combined until it is {@link #drain drained}, so how often that is
 * makes no difference to results.
 *
 * @param <E> the events
 */
public final class Intake<E> {

  private final Placement placement;
  private final Summaries<E> summaries;
  private final Map<Slot, Contribution> combined = new LinkedHashMap<>();
  private List<Contribution> single = new ArrayList<>();

  public Intake(Windowing windowing, Summaries<E> summaries) {
    placement = Placement.of(windowing);
    this.summaries = summaries;
  }

  private record Slot(String key, long place, long since) {}

  /**
   * What became of an event.
   *
   * @param windows how many it belongs to
   * @param tooLate those of them that it is too late for
   */
  public record Taken(int windows, List<Window> tooLate) {}

  /**
   * Takes an event in.
   *
   * @param clock of the partition, with it
   */
  public Taken add(String key, E event, Occurrence at, long clock) {
    Placed placed = placement.place(at.time(), clock);
    if (placed.kept()) {
      summaries.add(summary(key, placed, at), event, at);
    }
    return new Taken(placed.windows(), placed.tooLate());
  }

  private Summary summary(String key, Placed placed, Occurrence at) {
    if (placement.isCombined()) {
      return combined
          .computeIfAbsent(
              new Slot(key, placed.place(), placed.since()), slot -> contribution(key, placed, 0))
          .summary();
    }
    Contribution one = contribution(key, placed, at.offset());
    single.add(one);
    return one.summary();
  }

  private Contribution contribution(String key, Placed placed, long offset) {
    return new Contribution(key, placed.place(), placed.since(), offset, summaries.zero());
  }

  /** What the events since the last call add. */
  public List<Contribution> drain() {
    List<Contribution> drained = single;
    single = new ArrayList<>();
    drained.addAll(combined.values());
    combined.clear();
    return drained;
  }
}
