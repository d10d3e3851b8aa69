package io.sillok.node.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.processor.Pace.Condition;
import io.sillok.node.processor.Pace.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PaceTest {

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  @Test
  void whoever_has_nothing_to_do_is_running_however_long() {
    Pace pace = Pace.begun(at(0)).atEnd(at(1));
    assertThat(pace.condition(at(3600))).isEqualTo(new Condition(Status.RUNNING, at(0), ""));
  }

  @Test
  void whoever_is_behind_for_a_moment_is_running() {
    Pace pace = Pace.begun(at(0)).atEnd(at(1)).behind(at(100));
    assertThat(pace.condition(at(109)).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void whoever_is_behind_and_moves_is_catching_up() {
    Pace pace = Pace.begun(at(0)).atEnd(at(1)).behind(at(100)).moved(at(140)).behind(at(141));
    assertThat(pace.condition(at(150))).isEqualTo(new Condition(Status.CATCHING_UP, at(100), ""));
    assertThat(pace.atEnd(at(151)).condition(at(152)))
        .as("it runs since it has caught up")
        .isEqualTo(new Condition(Status.RUNNING, at(151), ""));
  }

  @Test
  void whoever_is_behind_and_does_not_move_is_stalled() {
    Pace pace = Pace.begun(at(0)).atEnd(at(1)).behind(at(100)).moved(at(105));
    Condition condition = pace.condition(at(136));
    assertThat(condition.status()).isEqualTo(Status.STALLED);
    assertThat(condition.since()).isEqualTo(at(105));
    assertThat(condition.reason()).contains("has not gone on");
  }

  @Test
  void whoever_cannot_go_on_is_stalled_at_once_and_since_the_first_failure() {
    Pace pace = Pace.begun(at(0)).stopped(at(5), "no store").stopped(at(9), "no stream");
    assertThat(pace.condition(at(10))).isEqualTo(new Condition(Status.STALLED, at(5), "no stream"));
    assertThat(pace.moved(at(11)).condition(at(12)).status()).isEqualTo(Status.CATCHING_UP);
    assertThat(pace.atEnd(at(11)).condition(at(12)))
        .isEqualTo(new Condition(Status.RUNNING, at(11), ""));
  }

  @Test
  void a_status_is_told_in_the_words_of_the_interface() {
    assertThat(List.of(Status.values()))
        .extracting(Status::text)
        .containsExactly("running", "catching-up", "stalled");
  }
}
