package io.sillok.loadtests.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.faults.timeline.Span;
import io.sillok.loadtests.faults.timeline.Timeline;
import io.sillok.loadtests.faults.timeline.Timeline.Series;
import org.junit.jupiter.api.Test;

class ProgressCheckTest {

  private final Timeline timeline = new Timeline();

  @Test
  void clients_that_all_get_on_are_right() {
    Span span = timeline.begin("a fault");
    for (Series kind : Series.values()) {
      timeline.count(kind, 5);
    }
    span.end(timeline.now());

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
    span.end(timeline.now());

    assertThat(ProgressCheck.of(timeline).violations()).containsExactly("a fault: 4 of WINDOWS");
  }

  @Test
  void no_fault_at_all_says_nothing() {
    assertThat(ProgressCheck.of(timeline).holds()).isFalse();
  }
}
