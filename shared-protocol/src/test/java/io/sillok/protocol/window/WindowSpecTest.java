package io.sillok.protocol.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WindowSpecTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void what_cannot_be_a_window_is_refused_with_the_member_and_the_reason() {
    refused(
        "slide", "at most the size of PT1H", () -> WindowSpec.hopping(HOUR, HOUR.plusMillis(1)));
    refused("size", "from 1 ms", () -> WindowSpec.tumbling(Duration.ZERO));
    refused("size", "from 1 ms", () -> WindowSpec.tumbling(Duration.ofMinutes(-1)));
    refused("size", "to 10,000 days", () -> WindowSpec.tumbling(Duration.ofDays(10_001)));
    refused("size", "whole microseconds", () -> WindowSpec.sliding(HOUR.plusNanos(1)));
    refused(
        "step", "multiple of the step", () -> WindowSpec.cumulative(HOUR, Duration.ofMinutes(7)));
    refused("size", "3600001 panes", () -> WindowSpec.hopping(HOUR.plusMillis(1), HOUR));
    refused("offset", "less than the size", () -> WindowSpec.tumbling(HOUR).offset(HOUR));
    refused("offset", "from 0", () -> WindowSpec.tumbling(HOUR).offset(Duration.ofSeconds(-1)));
    refused("gap", "from 1 ms", () -> WindowSpec.session(Duration.ZERO));
    refused(
        "longest", "at least the gap", () -> WindowSpec.session(HOUR).longest(HOUR.minusMillis(1)));
    refused(
        "zone",
        "whole hours",
        () -> WindowSpec.tumbling(Duration.ofMinutes(30)).zone(ZoneId.of("Europe/Berlin")));
    refused("outOfOrderness", "from 0", () -> Lateness.of(Duration.ofSeconds(-1)));
    refused("allowedLateness", "from 0", () -> Lateness.of(HOUR).allowing(Duration.ofSeconds(-1)));
    refused("refinement", "from 1 ms", () -> Lateness.of(HOUR).refining(Duration.ZERO));
  }

  @Test
  void windows_of_one_event() {
    assertThat(WindowSpec.sliding(Duration.ofSeconds(1)).at(5_000_000))
        .isEqualTo(new Window(4_000_000, 5_000_001));
    assertThat(WindowSpec.session(Duration.ofSeconds(1)).at(5_000_000))
        .isEqualTo(new Window(5_000_000, 6_000_000));
    assertThat(Window.ALL.contains(EventTimes.MIN)).isTrue();
    assertThat(new Window(1, 3).overlaps(new Window(3, 5))).isFalse();
    assertThat(new Window(1, 4).overlaps(new Window(3, 5))).isTrue();
    assertThat(new Window(1, 4).span(new Window(3, 5))).isEqualTo(new Window(1, 5));
  }

  private static void refused(String member, String reason, ThrowingCallable making) {
    assertThatThrownBy(making)
        .hasMessageContaining(reason)
        .isInstanceOfSatisfying(
            InvalidWindowException.class,
            refusal -> assertThat(refusal.member()).isEqualTo(member));
  }
}
