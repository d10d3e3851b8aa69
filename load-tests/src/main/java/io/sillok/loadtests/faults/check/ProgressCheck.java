package io.sillok.loadtests.faults.check;

import io.sillok.loadtests.faults.timeline.Span;
import io.sillok.loadtests.faults.timeline.Timeline;
import io.sillok.loadtests.faults.timeline.Timeline.Series;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether all kinds of clients got on with each fault: one that stands still sees nothing go wrong.
 */
public final class ProgressCheck {

  private static final String GUARANTEE =
      "clients of each kind get on before all is whole again, or in the seconds after that";
  private static final long LEAST_EACH = 5;
  private static final Set<Series> KINDS = EnumSet.complementOf(EnumSet.of(Series.ERRORS));

  private ProgressCheck() {}

  /** Whether clients of each kind have got anywhere. */
  public static boolean began(Timeline timeline) {
    return KINDS.stream().allMatch(kind -> timeline.total(kind) >= LEAST_EACH);
  }

  /**
   * The kinds of clients that stood still.
   *
   * @param before totals of all kinds when they were to get on
   * @param after the same when they had been given the time
   */
  public static List<Series> stoodStill(Map<Series, Long> before, Map<Series, Long> after) {
    return KINDS.stream()
        .filter(kind -> after.getOrDefault(kind, 0L) - before.getOrDefault(kind, 0L) < LEAST_EACH)
        .toList();
  }

  /** Of all faults that there were, each with its seconds of calm. */
  public static Finding of(Timeline timeline) {
    List<String> violations = new ArrayList<>();
    long checked = 0;
    for (Span span : timeline.spans()) {
      for (Series kind : KINDS) {
        long many = timeline.during(kind, span);
        checked += many;
        if (many < LEAST_EACH) {
          violations.add("%s: %d of %s".formatted(span.fault(), many, kind));
        }
      }
    }
    return new Finding(GUARANTEE, checked, LEAST_EACH * KINDS.size(), violations);
  }
}
