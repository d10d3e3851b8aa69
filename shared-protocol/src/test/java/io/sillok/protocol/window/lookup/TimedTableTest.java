package io.sillok.protocol.window.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimedTableTest {

  /**
   * What stands in a log.
   *
   * @param key nothing for an advance
   * @param timed whether its time is to be trusted
   */
  record Entry(Optional<String> key, long time, boolean timed) {}

  private static final int BOUND = 5;

  @Property
  void it_has_what_the_definition_says_at_each_time_that_is_complete(
      @ForAll("logs") List<Entry> log) {
    TimedTable<Integer> table = table(log, log.size());
    for (long time = -10; time < 60; time++) {
      for (String key : List.of("a", "b", "c")) {
        if (table.isComplete(time)) {
          assertThat(table.find(key, time)).isEqualTo(defined(log, key, time));
        }
      }
    }
  }

  @Property
  void what_was_known_once_stays_whatever_follows(
      @ForAll("logs") List<Entry> log, @ForAll @IntRange(max = 30) int part) {
    int before = Math.min(part, log.size());
    TimedTable<Integer> some = table(log, before);
    TimedTable<Integer> all = table(log, log.size());
    for (long time = -10; time < 60; time++) {
      if (some.isComplete(time)) {
        assertThat(all.isComplete(time)).isTrue();
        assertThat(all.find("a", time)).isEqualTo(some.find("a", time));
      }
    }
  }

  /** Among the changes whose effect is at {@code time} or before, the greatest (effect, offset). */
  private static Optional<Integer> defined(List<Entry> log, String key, long time) {
    Optional<Integer> last = Optional.empty();
    long lastEffect = Long.MIN_VALUE;
    for (int offset = 0; offset < log.size(); offset++) {
      Entry entry = log.get(offset);
      long effect = effect(log, offset);
      if (entry.key().filter(key::equals).isPresent() && effect <= time && effect >= lastEffect) {
        last = Optional.of(offset);
        lastEffect = effect;
      }
    }
    return last;
  }

  private static long effect(List<Entry> log, int offset) {
    long largest = Window.BEGINNING;
    for (Entry entry : log.subList(0, offset + 1)) {
      largest = entry.timed() ? Math.max(largest, entry.time()) : largest;
    }
    long clock = largest == Window.BEGINNING ? largest : largest - BOUND;
    return log.get(offset).timed() ? Math.max(log.get(offset).time(), clock) : clock;
  }

  private static TimedTable<Integer> table(List<Entry> log, int until) {
    TimedTable<Integer> table = new TimedTable<>(Duration.ofNanos(1_000L * BOUND)); // microseconds
    for (int offset = 0; offset < until; offset++) {
      Entry entry = log.get(offset);
      if (entry.key().isEmpty()) {
        table.advance(entry.time());
      } else if (entry.timed()) {
        table.change(entry.key().get(), entry.time(), offset);
      } else {
        table.changeWithoutTime(entry.key().get(), offset);
      }
    }
    return table;
  }

  @Provide
  static Arbitrary<List<Entry>> logs() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "").optional(0.8),
            Arbitraries.longs().between(0, 40),
            Arbitraries.integers().between(0, 9))
        .as((key, time, odds) -> new Entry(key, time, key.isEmpty() || odds > 0))
        .list()
        .ofMaxSize(30)
        .map(ArrayList::new);
  }

  @Test
  void a_late_change_takes_effect_at_the_clock_and_not_before() {
    TimedTable<String> table = new TimedTable<>(Duration.ofSeconds(5));
    table.change("ann", seconds(0), "silver");
    table.change("bob", seconds(60), "gold");
    table.change("ann", seconds(30), "late");
    table.advance(seconds(100));
    assertThat(table.find("ann", seconds(54))).hasValue("silver");
    assertThat(table.find("ann", seconds(55))).hasValue("late");
    assertThat(table.complete()).isEqualTo(seconds(95));
  }

  @Test
  void what_is_not_known_yet_is_not_told() {
    TimedTable<String> table = new TimedTable<>(Duration.ofSeconds(5));
    assertThat(table.isComplete(EventTimes.MIN)).isFalse();
    table.change("ann", seconds(10), "silver");
    assertThat(table.isComplete(seconds(5))).isFalse();
    assertThat(table.find("ann", seconds(5) - 1)).isEmpty();
    assertThatThrownBy(() -> table.find("ann", seconds(5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not known yet");
    table.advance(Window.NEVER);
    assertThat(table.find("ann", EventTimes.MAX)).hasValue("silver");
  }

  private static long seconds(int seconds) {
    return 1_000_000L * seconds;
  }
}
