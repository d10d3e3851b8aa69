package io.sillok.node.processor.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.processor.kept.Parked;
import io.sillok.node.processor.kept.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DoubtTest {

  private static Progress progress(long next, long horizon, Long... replaying) {
    List<Parked> parked =
        List.of(replaying).stream().map(each -> new Parked(each, 1, "", Instant.EPOCH)).toList();
    return new Progress(
        "in",
        next,
        horizon,
        List.of(),
        parked,
        List.of(replaying),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void events_before_the_horizon_are_in_doubt_until_they_were_processed() {
    Doubt doubt = new Doubt(progress(10, 15));
    assertThat(doubt.isOfOthers(14, progress(10, 15))).isTrue();
    assertThat(doubt.isAny(14, progress(10, 15))).isTrue();
    assertThat(doubt.isOfOthers(15, progress(10, 20))).as("the horizon when it began").isFalse();
    assertThat(doubt.isAny(15, progress(10, 20))).isFalse();
  }

  @Test
  void own_attempts_are_in_doubt_until_they_are_recorded_but_nobody_elses() {
    Doubt doubt = new Doubt(progress(10, 10));
    doubt.attempt(13);
    assertThat(doubt.isAny(10, progress(10, 15))).isTrue();
    assertThat(doubt.isOfOthers(10, progress(10, 15))).isFalse();
    assertThat(doubt.isAny(13, progress(13, 15))).isFalse();
  }

  @Test
  void parked_events_that_were_being_processed_again_are_in_doubt() {
    Doubt doubt = new Doubt(progress(10, 10, 3L));
    assertThat(doubt.isOfOthers(10, progress(10, 10, 3L))).isTrue();
    assertThat(doubt.isAny(10, progress(10, 10))).isFalse();
  }
}
