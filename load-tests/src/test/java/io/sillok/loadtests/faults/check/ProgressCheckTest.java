package io.sillok.loadtests.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.faults.timeline.Span;
import io.sillok.loadtests.faults.timeline.Timeline;
import io.sillok.loadtests.faults.timeline.Timeline.Series;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressCheckTest {

  private final Timeline timeline = new Timeline();

  @Test
  void clients_that_all_get_on_are_right() {
    Span span = timeline.begin("a fault");
    for (Series kind : Series.values()) {
      timeline.count(kind, 5);
    }
    timeline.end(span);

    Finding finding = ProgressCheck.of(timeline);

    assertThat(finding.violations()).isEmpty();
    assertThat(finding.holds()).isTrue();
  }

  @Test
  void a_kind_of_clients_that_stands_still_is_found() {
    Span span = timeline.begin("a fault");
    for (Series kind : Series.values()) {
      timeline.count(kind, kind == Series.WINDOWS ? 4 : 5);
    }
    timeline.end(span);

    assertThat(ProgressCheck.of(timeline).violations()).containsExactly("a fault: 4 of WINDOWS");
  }

  @Test
  void clients_that_got_on_only_before_the_fault_stood_still() {
    for (Series kind : Series.values()) {
      timeline.count(kind, 100);
    }
    timeline.end(timeline.begin("a fault"));

    assertThat(ProgressCheck.of(timeline).violations()).contains("a fault: 0 of COMMANDS");
  }

  @Test
  void who_stood_still_meanwhile_is_told() {
    Map<Series, Long> before = timeline.totals();
    for (Series kind : Series.values()) {
      timeline.count(kind, kind == Series.APPENDS ? 0 : 5);
    }

    assertThat(ProgressCheck.stoodStill(before, timeline.totals())).containsExactly(Series.APPENDS);
  }

  @Test
  void no_fault_at_all_says_nothing() {
    assertThat(ProgressCheck.of(timeline).holds()).isFalse();
  }
}
