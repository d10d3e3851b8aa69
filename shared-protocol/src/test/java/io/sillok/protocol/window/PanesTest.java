package io.sillok.protocol.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.protocol.window.WindowSpec.Aligned;
import io.sillok.protocol.window.WindowSpec.Cumulative;
import io.sillok.protocol.window.WindowSpec.Hopping;
import io.sillok.protocol.window.WindowSpec.Tumbling;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PanesTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Property
  void the_windows_of_a_pane_are_those_that_the_definition_gives_its_times(
      @ForAll("evenSpecs") Aligned spec, @ForAll("times") long time) {
    assertThat(windows(Panes.of(spec), time)).isEqualTo(defined(spec, time));
  }

  /** Window by window, as the definitions say. */
  private static Set<Window> defined(Aligned spec, long time) {
    Set<Window> windows = new TreeSet<>();
    long offset = EventTimes.micros(spec.offset());
    switch (spec) {
      case Tumbling(var size, var from, var zone) -> {
        long width = EventTimes.micros(size);
        long start = time - Math.floorMod(time - offset, width);
        windows.add(new Window(start, start + width));
      }
      case Hopping(var size, var slide, var from, var zone) -> {
        long width = EventTimes.micros(size);
        long step = EventTimes.micros(slide);
        long latest = time - Math.floorMod(time - offset, step);
        for (long start = latest; start + width > time; start -= step) {
          windows.add(new Window(start, start + width));
        }
      }
      case Cumulative(var size, var step, var from, var zone) -> {
        long width = EventTimes.micros(size);
        long part = EventTimes.micros(step);
        long start = time - Math.floorMod(time - offset, width);
        for (long end = start + part; end <= start + width; end += part) {
          if (end > time) {
            windows.add(new Window(start, end));
          }
        }
      }
    }
    return windows;
  }

  private static Set<Window> windows(Panes panes, long time) {
    Set<Window> windows = new TreeSet<>();
    long pane = panes.pane(time);
    assertThat(panes.start(pane)).isLessThanOrEqualTo(time);
    assertThat(panes.start(pane + 1)).isGreaterThan(time);
    for (long end = panes.nextEnd(pane + 1);
        end <= panes.lastEnd(pane);
        end = panes.nextEnd(end + 1)) {
      assertThat(panes.endsAt(end)).isTrue();
      assertThat(panes.first(end)).isLessThanOrEqualTo(pane);
      windows.add(panes.endingAt(end));
    }
    return windows;
  }

  @Property(tries = 300)
  void clocks_that_leap_leave_no_time_without_windows(
      @ForAll("zonedSpecs") Aligned spec, @ForAll("times") long time) {
    Set<Window> windows = windows(Panes.of(spec), time);
    assertThat(windows).isNotEmpty().allMatch(window -> window.contains(time));
    for (Window window : windows) {
      LocalDateTime start = EventTimes.time(window.start()).atZone(spec.zone()).toLocalDateTime();
      assertThat(start.getMinute()).isZero();
    }
  }

  @Property
  void neighbouring_panes_touch(@ForAll("zonedSpecs") Aligned spec, @ForAll("times") long time) {
    Panes panes = Panes.of(spec);
    long pane = panes.pane(time);
    assertThat(panes.pane(panes.start(pane + 1) - 1)).isEqualTo(pane);
    assertThat(panes.pane(panes.start(pane + 1))).isGreaterThan(pane);
  }

  @Test
  void a_day_has_as_many_hours_as_its_clocks_show() {
    Panes days = Panes.of(WindowSpec.tumbling(Duration.ofDays(1)).zone(BERLIN));
    assertThat(hours(days, "2026-03-29T12:00:00Z")).isEqualTo(23);
    assertThat(hours(days, "2026-10-25T12:00:00Z")).isEqualTo(25);
    assertThat(hours(days, "2026-10-26T12:00:00Z")).isEqualTo(24);
    ZonedDateTime start =
        EventTimes.time(days.start(days.pane(micros("2026-10-25T12:00:00Z")))).atZone(BERLIN);
    assertThat(start.toLocalDateTime()).isEqualTo(LocalDateTime.of(2026, 10, 25, 0, 0));
  }

  @Test
  void an_hour_that_clocks_show_twice_is_one_window_of_two_hours() {
    Panes hours = Panes.of(WindowSpec.tumbling(Duration.ofHours(1)).zone(BERLIN));
    long first = hours.pane(micros("2026-10-25T00:30:00Z"));
    assertThat(hours.pane(micros("2026-10-25T01:30:00Z"))).isEqualTo(first);
    assertThat(hours(hours, "2026-10-25T00:30:00Z")).isEqualTo(2);
    assertThat(hours.pane(micros("2026-03-29T01:00:00Z")))
        .isEqualTo(hours.pane(micros("2026-03-29T00:59:59Z")) + 2);
  }

  @Test
  void windows_may_begin_elsewhere() {
    Panes days = Panes.of(WindowSpec.tumbling(Duration.ofDays(1)).offset(Duration.ofHours(6)));
    assertThat(days.endingAt(days.pane(micros("2026-03-01T05:00:00Z")) + 1))
        .hasToString("[2026-02-28T06:00:00Z, 2026-03-01T06:00:00Z)");
    Panes weeks =
        Panes.of(WindowSpec.tumbling(Duration.ofDays(7)).offset(Duration.ofDays(4)).zone(BERLIN));
    assertThat(
            EventTimes.time(weeks.start(weeks.pane(micros("2026-03-05T05:00:00Z")))).atZone(BERLIN))
        .hasToString("2026-03-02T00:00+01:00[Europe/Berlin]");
  }

  @Test
  void times_before_1970_and_beyond_2262_have_windows_too() {
    Panes hours = Panes.of(WindowSpec.tumbling(Duration.ofHours(1)));
    assertThat(hours.endingAt(hours.pane(micros("1969-12-31T23:30:00Z")) + 1))
        .hasToString("[1969-12-31T23:00:00Z, 1970-01-01T00:00:00Z)");
    assertThat(hours.endingAt(hours.pane(EventTimes.MIN) + 1))
        .hasToString("[0001-01-01T00:00:00Z, 0001-01-01T01:00:00Z)");
    assertThat(hours.endingAt(hours.pane(EventTimes.MAX) + 1))
        .hasToString("[9999-12-31T23:00:00Z, +10000-01-01T00:00:00Z)");
  }

  private static long hours(Panes panes, String time) {
    Window window = panes.endingAt(panes.pane(micros(time)) + 1);
    return Duration.ofNanos((window.end() - window.start()) * 1000).toHours();
  }

  private static long micros(String time) {
    return EventTimes.micros(Instant.parse(time));
  }

  @Provide
  static Arbitrary<Long> times() {
    return Arbitraries.longs()
        .between(EventTimes.MIN, EventTimes.MAX)
        .edgeCases(edges -> edges.add(-1L, 0L, 1L, EventTimes.MIN, EventTimes.MAX));
  }

  @Provide
  static Arbitrary<Aligned> evenSpecs() {
    Arbitrary<Long> step = Arbitraries.longs().between(1, 500).map(ticks -> ticks * 10);
    Arbitrary<Long> steps = Arbitraries.longs().between(1, 40);
    Arbitrary<Long> more = Arbitraries.longs().between(0, 300).map(ticks -> ticks * 10);
    return Combinators.combine(step, steps, more, Arbitraries.integers().between(0, 2))
        .as((slide, times, rest, kind) -> {
          Duration part = Duration.ofMillis(slide);
          Duration whole = part.multipliedBy(times);
          Duration offset =
              Duration.ofMillis(rest).compareTo(whole) < 0
                  ? Duration.ofMillis(rest)
                  : Duration.ZERO;
          return switch (kind) {
            case 0 -> WindowSpec.tumbling(whole).offset(offset);
            case 1 -> WindowSpec.hopping(whole.plusMillis(rest), part).offset(offset);
            default -> WindowSpec.cumulative(whole, part).offset(offset);
          };
        });
  }

  @Provide
  static Arbitrary<Aligned> zonedSpecs() {
    List<ZoneId> zones = new ArrayList<>(List.of(BERLIN, ZoneOffset.ofHours(-5)));
    for (String zone :
        List.of("America/New_York", "Asia/Kolkata", "America/Sao_Paulo", "Africa/Casablanca")) {
      zones.add(ZoneId.of(zone));
    }
    return Combinators.combine(
            Arbitraries.longs().between(1, 48),
            Arbitraries.longs().between(1, 10),
            Arbitraries.of(zones),
            Arbitraries.integers().between(0, 2))
        .as((hours, times, zone, kind) -> {
          Duration part = Duration.ofHours(hours);
          Duration whole = part.multipliedBy(times);
          return switch (kind) {
            case 0 -> WindowSpec.tumbling(whole).zone(zone);
            case 1 -> WindowSpec.hopping(whole.plusHours(3), part).zone(zone);
            default -> WindowSpec.cumulative(whole, part).zone(zone);
          };
        });
  }
}
