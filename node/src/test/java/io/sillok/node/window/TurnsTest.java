package io.sillok.node.window;

import static io.sillok.protocol.window.ResultKind.FINAL;
import static io.sillok.protocol.window.ResultKind.LATE;
import static io.sillok.protocol.window.ResultKind.ON_TIME;
import static io.sillok.protocol.window.ResultKind.RETRACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.protocol.window.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TurnsTest {

  private static final int HELD = 5;

  private static Turn first(int version) {
    return new Turn(version, Optional.empty());
  }

  /** Each shard has come to one of {@code watermarks}. */
  private static Turn behind(int version, long... watermarks) {
    return new Turn(version, Optional.of(marks(watermarks)));
  }

  private static HandOvers marks(long... watermarks) {
    return new HandOvers(
        Arrays.stream(watermarks).mapToObj(each -> HandOver.at(each, HELD)).toList());
  }

  @Test
  void where_nothing_is_known_everything_is_handed_over() {
    assertThat(Turns.NONE.handsOver(1, 0, ON_TIME, 10)).isTrue();
    assertThat(Turns.NONE.handsOver(2, 0, FINAL, 10)).isTrue();
  }

  @Test
  void the_next_version_begins_where_each_shard_of_the_one_before_was() {
    Turns turns = new Turns(List.of(first(1), behind(2, 100, 40)));
    assertThat(turns.handsOver(2, 0, ON_TIME, 100)).isFalse();
    assertThat(turns.handsOver(2, 0, ON_TIME, 101)).isTrue();
    assertThat(turns.handsOver(2, 1, ON_TIME, 40)).isFalse();
    assertThat(turns.handsOver(2, 1, ON_TIME, 41)).isTrue();
    assertThat(turns.handsOver(1, 0, ON_TIME, 100)).isTrue();
    assertThat(turns.handsOver(1, 1, ON_TIME, 41)).as("told while the next began").isFalse();
  }

  @Test
  void windows_that_are_not_final_yet_are_ended_by_the_next_version() {
    Turns turns = new Turns(List.of(first(1), behind(2, 100)));
    assertThat(turns.handsOver(2, 0, FINAL, 95)).isFalse();
    assertThat(turns.handsOver(1, 0, FINAL, 95)).isTrue();
    assertThat(turns.handsOver(2, 0, FINAL, 96)).isTrue();
    assertThat(turns.handsOver(1, 0, FINAL, 96)).isFalse();
    assertThat(turns.handsOver(1, 0, LATE, 100)).as("told, and waiting yet").isTrue();
    assertThat(turns.handsOver(1, 0, RETRACT, 101)).isFalse();
    assertThat(turns.handsOver(2, 0, LATE, 96)).isTrue();
  }

  @Test
  void each_result_is_handed_over_in_one_turn_where_versions_come_back() {
    Turns turns =
        new Turns(
            List.of(first(1), behind(2, 100), behind(1, 200), behind(2, 300), behind(3, 400)));
    for (long end = 1; end <= 500; end++) {
      int version = end <= 100 ? 1 : end <= 200 ? 2 : end <= 300 ? 1 : end <= 400 ? 2 : 3;
      for (int each = 1; each <= 3; each++) {
        assertThat(turns.handsOver(each, 0, ON_TIME, end))
            .as("window to %d of version %d", end, each)
            .isEqualTo(each == version);
        assertThat(turns.handsOver(each, 0, FINAL, end - HELD)).isEqualTo(each == version);
      }
    }
  }

  @Test
  void a_version_that_comes_back_hands_over_what_it_told_before_turns_were_recorded() {
    Turns turns = new Turns(List.of(behind(2, 100), behind(1, 200)));
    assertThat(turns.handsOver(1, 0, ON_TIME, 100)).isTrue();
    assertThat(turns.handsOver(1, 0, ON_TIME, 150)).isFalse();
    assertThat(turns.handsOver(1, 0, ON_TIME, 201)).isTrue();
    assertThat(turns.handsOver(2, 0, ON_TIME, 100)).isFalse();
  }

  @Test
  void behind_the_end_of_time_nothing_comes() {
    Turns turns = new Turns(List.of(first(1), behind(2, Window.NEVER)));
    assertThat(turns.handsOver(2, 0, FINAL, Window.NEVER)).isFalse();
    assertThat(turns.handsOver(1, 0, FINAL, Window.NEVER)).isTrue();
  }

  @Test
  void marks_are_read_as_they_were_written() {
    HandOvers marks = marks(Window.BEGINNING, 7, Window.NEVER);
    assertThat(HandOvers.parse(marks.text())).isEqualTo(marks);
    assertThat(marks.least()).isEqualTo(HandOver.NOTHING);
    assertThat(marks(5, 9).later(marks(7, 8))).isEqualTo(marks(7, 9));
    assertThat(marks.of(3)).as("a shard that was not there").isEqualTo(HandOver.NOTHING);
    assertThat(marks(6).of(3)).as("of all").isEqualTo(HandOver.at(6, HELD));
  }
}
