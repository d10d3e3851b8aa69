package io.sillok.loadtests.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.faults.check.ReadingCheck.Read;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadingCheckTest {

  /** Offset 2 is a move of event time, and no event. */
  private static final List<LoggedEvent> LOG =
      Stream.of(0L, 1L, 3L, 4L).map(ReadingCheckTest::event).toList();

  @Test
  void all_in_one_read_is_right() {
    assertThat(check(read(0, 1, 3, 4)).holds()).isTrue();
  }

  @Test
  void a_read_that_begins_again_where_another_was_is_right() {
    Finding finding = check(read(0, 1, 3), from(4, 1, 3, 4));

    assertThat(finding.holds()).isTrue();
    assertThat(finding.checked()).isEqualTo(6);
  }

  @Test
  void one_that_goes_on_while_another_begins_and_ends_again_is_right() {
    assertThat(check(read(0, 1, 3, 4), from(1, 0, 1)).holds()).isTrue();
  }

  @Test
  void an_event_that_is_left_out_is_found() {
    assertThat(check(read(0, 3, 4)).violations())
        .anySatisfy(violation -> assertThat(violation).contains("offsets came as [0, 3, 4]"));
  }

  @Test
  void an_event_that_comes_twice_in_a_read_is_found() {
    assertThat(check(read(0, 1, 1, 3, 4)).holds()).isFalse();
  }

  @Test
  void events_out_of_order_are_found() {
    assertThat(check(read(0, 3, 1, 4)).holds()).isFalse();
  }

  @Test
  void an_event_that_does_not_stand_is_found() {
    assertThat(check(read(0, 1, 2, 3)).holds()).isFalse();
  }

  @Test
  void a_gap_between_reads_is_found() {
    assertThat(check(read(0, 1), from(2, 4)).violations())
        .contains(
            "a read of partition 7 began at offset 4, and only 2 events before it had been read");
  }

  @Test
  void a_read_that_begins_far_behind_what_was_read_is_found() {
    assertThat(check(read(0, 1, 3), from(4, 0, 1, 3, 4)).violations())
        .containsExactly(
            "a read of partition 7 began at offset 0, 3 events before what had been read; at most 2 are read again");
  }

  @Test
  void an_end_that_is_not_reached_is_found() {
    assertThat(check(read(0, 1, 3)).violations())
        .containsExactly("partition 7 was read up to 3 of its 4 events");
  }

  private static Finding check(Read... reads) {
    return ReadingCheck.of("a reader", List.of(reads), LOG, 2, 1);
  }

  private static Read read(long... offsets) {
    return from(0, offsets);
  }

  private static Read from(long reached, long... offsets) {
    return new Read(7, reached, Arrays.stream(offsets).boxed().toList());
  }

  private static LoggedEvent event(long offset) {
    return new LoggedEvent(7, offset, "e-" + offset, "p-1", 0, 1);
  }
}
