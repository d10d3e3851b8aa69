package io.sillok.loadtests.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Whether windows were told once each, and hold what a plain computation over the log says. */
public final class WindowCheck {

  private WindowCheck() {}

  /** A window of a key, by its beginning in milliseconds. */
  public record Window(String key, long start) {}

  /** What a window holds. */
  public record Sum(long count, long sum) {

    Sum plus(Sum other) {
      return new Sum(count + other.count, sum + other.sum);
    }
  }

  /** A result as it was told. */
  public record Told(Window window, Sum sum) {}

  /**
   * What windows must hold.
   *
   * @param key that brings events together
   * @param size of each in milliseconds
   * @param slide so many milliseconds after the one before each begins; no more than {@code size}
   */
  public static Map<Window, Sum> reference(
      List<LoggedEvent> log, Function<LoggedEvent, String> key, long size, long slide) {
    Map<Window, Sum> windows = new HashMap<>();
    for (LoggedEvent event : log) {
      long last = event.time() - Math.floorMod(event.time(), slide);
      for (long start = last; start > event.time() - size; start -= slide) {
        windows.merge(
            new Window(key.apply(event), start),
            new Sum(1, event.number()),
            (one, other) -> one.plus(other));
      }
    }
    return windows;
  }

  /**
   * @param projection whose they are
   * @param told all results
   * @param reference what must have been told
   * @param least so many windows there must be
   */
  public static Finding of(
      String projection, List<Told> told, Map<Window, Sum> reference, long least) {
    List<String> violations = new ArrayList<>();
    Map<Window, Sum> seen = new HashMap<>();
    for (Told result : told) {
      if (seen.putIfAbsent(result.window(), result.sum()) != null) {
        violations.add("%s was told twice".formatted(result.window()));
      }
      Sum expected = reference.get(result.window());
      if (!result.sum().equals(expected)) {
        violations.add(
            "%s was told as %s, and is %s"
                .formatted(result.window(), result.sum(), expected == null ? "empty" : expected));
      }
    }
    reference.forEach((window, sum) -> {
      if (!seen.containsKey(window)) {
        violations.add("%s with %s was never told".formatted(window, sum));
      }
    });
    return new Finding(
        "each window of %s was told once, and holds what a plain computation over the log says"
            .formatted(projection),
        told.size(),
        least,
        violations);
  }
}
