package io.sillok.protocol.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.protocol.window.Lateness.Verdict;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WindowTimesTest {

  private static final long SECOND = 1_000_000;
  private static final long END = 100 * SECOND;

  private static final WindowTimes PATIENT =
      new WindowTimes(
          Lateness.of(Duration.ofSeconds(5))
              .allowing(Duration.ofSeconds(10))
              .refining(Duration.ofSeconds(4)));

  @Test
  void an_event_is_in_time_while_its_partition_has_not_passed_the_end_and_the_disorder() {
    assertThat(PATIENT.verdict(PATIENT.clock(END + 5 * SECOND - 1), END))
        .isEqualTo(Verdict.ON_TIME);
    assertThat(PATIENT.verdict(PATIENT.clock(END + 5 * SECOND), END)).isEqualTo(Verdict.LATE);
    assertThat(PATIENT.verdict(PATIENT.clock(END + 15 * SECOND - 1), END)).isEqualTo(Verdict.LATE);
    assertThat(PATIENT.verdict(PATIENT.clock(END + 15 * SECOND), END)).isEqualTo(Verdict.TOO_LATE);
  }

  @Test
  void results_are_due_at_the_end_then_every_refinement_and_at_the_end_of_what_is_allowed() {
    assertThat(PATIENT.due(END - 1, END)).isEqualTo(END);
    assertThat(PATIENT.due(END, END)).isEqualTo(END + 4 * SECOND);
    assertThat(PATIENT.due(END + 4 * SECOND - 1, END)).isEqualTo(END + 4 * SECOND);
    assertThat(PATIENT.due(END + 4 * SECOND, END)).isEqualTo(END + 8 * SECOND);
    assertThat(PATIENT.due(END + 8 * SECOND, END)).isEqualTo(END + 10 * SECOND);
    assertThat(PATIENT.next(END, END)).isEqualTo(END + 4 * SECOND);
    assertThat(PATIENT.next(END + 8 * SECOND, END)).isEqualTo(END + 10 * SECOND);
    assertThat(PATIENT.next(END + 10 * SECOND, END)).isEqualTo(END + 10 * SECOND);
    assertThat(PATIENT.kind(END, END)).isEqualTo(ResultKind.ON_TIME);
    assertThat(PATIENT.kind(END + 4 * SECOND, END)).isEqualTo(ResultKind.LATE);
    assertThat(PATIENT.kind(END + 10 * SECOND, END)).isEqualTo(ResultKind.FINAL);
  }

  @Test
  void without_allowed_lateness_the_one_result_is_final() {
    WindowTimes strict = new WindowTimes(Lateness.of(Duration.ZERO));
    assertThat(strict.verdict(END, END)).isEqualTo(Verdict.TOO_LATE);
    assertThat(strict.kind(END, END)).isEqualTo(ResultKind.FINAL);
  }

  @Test
  void a_window_without_end_waits_for_the_seal() {
    assertThat(PATIENT.verdict(EventTimes.MAX, Window.NEVER)).isEqualTo(Verdict.ON_TIME);
    assertThat(PATIENT.due(0, Window.NEVER)).isEqualTo(Window.NEVER);
    assertThat(PATIENT.last(Window.NEVER)).isEqualTo(Window.NEVER);
    assertThat(PATIENT.clock(Window.NEVER)).isEqualTo(Window.NEVER);
  }

  @Property
  void an_event_is_in_the_first_result_due_behind_its_clock(
      @ForAll @LongRange(min = -1_000, max = 1_000) long past,
      @ForAll @LongRange(min = 0, max = 500) long allowed,
      @ForAll @LongRange(min = 1, max = 300) long every) {
    WindowTimes times =
        new WindowTimes(
            Lateness.of(Duration.ZERO)
                .allowing(Duration.ofMillis(allowed))
                .refining(Duration.ofMillis(every)));
    long clock = END + past * 1_000;
    if (times.verdict(clock, END) == Verdict.TOO_LATE) {
      assertThat(past).isGreaterThanOrEqualTo(allowed);
      return;
    }
    long due = END;
    while (due <= clock) {
      due = times.next(due, END);
    }
    assertThat(times.due(clock, END)).isEqualTo(due);
    assertThat(times.due(clock, END)).isGreaterThan(clock);
  }
}
