package io.sillok.loadtests.window;

import io.sillok.loadtests.window.Clicks.Click;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the results must be, in the plainest way: all clicks are there at once. */
public final class PlainWindows {

  private PlainWindows() {}

  private record Place(String key, long start) {}

  /** What adds up in a window. */
  private static final class Sums {
    private long count;
    private long sum;

    private void add(Click click) {
      count++;
      sum += click.amount();
    }
  }

  /** The results of clicks 0 to before {@code events}. */
  public static ResultDigest of(WindowShape shape, long events) {
    return shape == WindowShape.SESSION ? sessions(shape, events) : aligned(shape, events);
  }

  private static ResultDigest aligned(WindowShape shape, long events) {
    long size = shape.size().toMillis();
    long slide = shape.slide().toMillis();
    Map<Place, Sums> windows = new HashMap<>();
    for (long number = 0; number < events; number++) {
      Click click = Clicks.click(number);
      long latest = click.time() - Math.floorMod(click.time(), slide);
      for (long start = latest; start > click.time() - size; start -= slide) {
        windows
            .computeIfAbsent(new Place(shape.keyOf(click), start), unused -> new Sums())
            .add(click);
      }
    }
    ResultDigest.Builder results = new ResultDigest.Builder();
    windows.forEach((place, sums) ->
        results.add(place.key, place.start, place.start + size, sums.count, sums.sum));
    return results.build();
  }

  private static ResultDigest sessions(WindowShape shape, long events) {
    Map<String, List<Click>> byKey = new HashMap<>();
    for (long number = 0; number < events; number++) {
      Click click = Clicks.click(number);
      byKey.computeIfAbsent(shape.keyOf(click), unused -> new ArrayList<>()).add(click);
    }
    ResultDigest.Builder results = new ResultDigest.Builder();
    byKey.forEach((key, clicks) -> addSessions(key, clicks, shape.size().toMillis(), results));
    return results.build();
  }

  private static void addSessions(
      String key, List<Click> clicks, long gap, ResultDigest.Builder results) {
    clicks.sort((one, other) -> Long.compare(one.time(), other.time()));
    int first = 0;
    Sums sums = new Sums();
    for (int at = 0; at < clicks.size(); at++) {
      Click click = clicks.get(at);
      sums.add(click);
      boolean last = at + 1 == clicks.size() || clicks.get(at + 1).time() - click.time() >= gap;
      if (last) {
        results.add(key, clicks.get(first).time(), click.time() + gap, sums.count, sums.sum);
        first = at + 1;
        sums = new Sums();
      }
    }
  }
}
