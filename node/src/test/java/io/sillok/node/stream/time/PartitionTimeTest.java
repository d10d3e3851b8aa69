package io.sillok.node.stream.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.protocol.event.LiveClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class PartitionTimeTest {

  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final LiveClock CLOCK = LiveClock.delayed(Duration.ofSeconds(3));

  /** Of a partition that is looked at since ten o'clock. */
  private PartitionTime given = PartitionTime.begun(TEN);

  @Test
  void a_silent_partition_follows_the_others() {
    given = given.after(at(-60), at(1));
    assertThat(given.following(at(-10), at(6), IDLE)).contains(at(-10));
  }

  @Test
  void it_waits_until_it_was_silent_for_long_enough() {
    given = given.after(at(-60), at(1));
    assertThat(given.following(at(-10), at(6).minusNanos(1), IDLE)).isEmpty();
  }

  @Test
  void an_event_with_an_earlier_time_breaks_the_silence_and_moves_nothing() {
    given = given.after(at(-60), at(1)).after(at(-80), at(4));
    assertThat(given.eventTime()).isEqualTo(at(-60));
    assertThat(given.following(at(-10), at(6), IDLE)).isEmpty();
    assertThat(given.following(at(-10), at(9), IDLE)).contains(at(-10));
  }

  @Test
  void it_never_goes_back_nor_again_to_where_it_is() {
    given = given.after(at(-10), at(1));
    assertThat(given.following(at(-10), at(60), IDLE)).isEmpty();
    assertThat(given.following(at(-11), at(60), IDLE)).isEmpty();
    assertThat(given.following((Instant) null, at(60), IDLE)).isEmpty();
  }

  @Test
  void a_partition_that_never_had_an_event_follows_too() {
    assertThat(given.following(at(-60), at(4), IDLE)).as("looked at for 4 s").isEmpty();
    assertThat(given.following(at(-60), at(5), IDLE)).contains(at(-60));
    assertThat(given.following((Instant) null, at(60), IDLE)).isEmpty();
  }

  @Test
  void an_advance_breaks_the_silence_like_an_event() {
    given = given.after(at(-60), at(0)).after(at(-10), at(5));
    assertThat(given.following(at(-5), at(9), IDLE)).isEmpty();
    assertThat(given.following(at(-5), at(10), IDLE)).contains(at(-5));
  }

  @Test
  void a_live_partition_follows_the_clock_without_any_event() {
    assertThat(given.following(CLOCK, at(4), IDLE)).isEmpty();
    assertThat(given.following(CLOCK, at(5), IDLE)).contains(at(2));
    given = given.after(at(2), at(5));
    assertThat(given.following(CLOCK, at(9), IDLE)).isEmpty();
    assertThat(given.following(CLOCK, at(10), IDLE)).contains(at(7));
  }

  @Test
  void events_that_are_behind_do_not_hold_up_the_clock() {
    given = given.after(at(-60), at(1)).after(at(-70), at(4)).after(at(-65), at(5));
    assertThat(given.following(CLOCK, at(6), IDLE)).contains(at(3));
  }

  @Test
  void events_that_move_time_on_leave_nothing_to_the_clock() {
    given = given.after(at(1), at(1)).after(at(5), at(5));
    assertThat(given.following(CLOCK, at(8), IDLE)).isEmpty();
    assertThat(given.following(CLOCK, at(10), IDLE)).contains(at(7));
    given = given.after(at(20), at(10));
    assertThat(given.following(CLOCK, at(15), IDLE)).as("ahead of the clock").isEmpty();
  }

  @Test
  void a_clock_is_followed_to_the_microsecond() {
    assertThat(given.following(CLOCK, at(5).plusNanos(1_999), IDLE))
        .contains(at(2).plusNanos(1_000));
  }

  @Property
  void what_it_moves_on_to_is_always_ahead(
      @ForAll @IntRange(min = -100, max = 100) int event,
      @ForAll @IntRange(min = 0, max = 100) int written,
      @ForAll @IntRange(min = -100, max = 100) int stream,
      @ForAll @IntRange(min = 0, max = 200) int now) {
    PartitionTime time = given.after(at(event), at(written));
    Optional<Instant> followed = time.following(at(stream), at(now), IDLE);
    Optional<Instant> live = time.following(CLOCK, at(now), IDLE);
    assertThat(followed.isPresent()).isEqualTo(stream > event && now >= written + 5);
    assertThat(live.isPresent()).isEqualTo(now - 3 > event && now >= written + 5);
    followed.ifPresent(to -> assertThat(to).isEqualTo(at(stream)));
    live.ifPresent(to -> assertThat(to).isAfter(at(event)));
  }

  private static Instant at(int second) {
    return TEN.plusSeconds(second);
  }
}
