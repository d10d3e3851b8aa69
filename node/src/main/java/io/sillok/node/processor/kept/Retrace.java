package io.sillok.node.processor.kept;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has to be processed once more, without its outputs, where states are behind the progress:
 * the same events in the same order as the first time.
 *
 * @param legs in this order
 * @param left out: events that were parked when it was their turn
 */
public record Retrace(List<Leg> legs, Set<Long> left) {

  public Retrace {
    legs = List.copyOf(legs);
    left = Set.copyOf(left);
  }

  /** A part of the way. */
  public sealed interface Leg {

    /**
     * The events from one offset to before another.
     *
     * @param steps that the states are behind an event, beside its offset
     */
    record Stretch(long from, long to, long steps) implements Leg {}

    /**
     * One event out of turn.
     *
     * @param steps that the states have come to with it
     */
    record Single(long offset, long steps) implements Leg {}
  }

  /** Whether states that have come so far can be brought up to {@code progress}. */
  public static boolean isPossible(Progress progress, long steps) {
    return steps <= progress.steps();
  }

  /**
   * From where states have come to, up to {@code progress}.
   *
   * @param steps {@link Progress#steps} as of then
   */
  public static Retrace of(Progress progress, long steps) {
    List<Replayed> replayed = progress.replayed();
    int done = 0;
    while (done < replayed.size() && replayed.get(done).at() + done < steps) {
      done++;
    }
    List<Leg> legs = new ArrayList<>();
    long from = steps - done;
    for (int index = done; index < replayed.size(); index++) {
      long at = replayed.get(index).at();
      if (at > from) {
        legs.add(new Leg.Stretch(from, at, index));
        from = at;
      }
      legs.add(new Leg.Single(replayed.get(index).offset(), at + index + 1));
    }
    if (progress.next() > from) {
      legs.add(new Leg.Stretch(from, progress.next(), replayed.size()));
    }
    return new Retrace(legs, left(progress));
  }

  private static Set<Long> left(Progress progress) {
    return Stream.of(
            progress.parked().stream().map(Parked::offset),
            progress.replayed().stream().map(Replayed::offset),
            progress.discarded().stream())
        .flatMap(offsets -> offsets)
        .collect(Collectors.toSet());
  }
}
