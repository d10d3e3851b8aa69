package io.sillok.node.stream.queue.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.stream.queue.kept.ProgressCommand.Discard;
import io.sillok.node.stream.queue.kept.ProgressCommand.Open;
import io.sillok.node.stream.queue.kept.ProgressCommand.Replay;
import io.sillok.node.stream.queue.kept.ProgressCommand.Report;
import io.sillok.node.stream.queue.kept.ProgressCommand.Skip;
import io.sillok.node.stream.queue.kept.ProgressEvent.AttemptsFailed;
import io.sillok.node.stream.queue.kept.ProgressEvent.DeadLettersDiscarded;
import io.sillok.node.stream.queue.kept.ProgressEvent.DeadLettersReplayed;
import io.sillok.node.stream.queue.kept.ProgressEvent.EventsGivenUp;
import io.sillok.node.stream.queue.kept.ProgressEvent.OffsetsSettled;
import io.sillok.node.stream.queue.kept.ProgressEvent.OffsetsSkipped;
import io.sillok.node.stream.queue.kept.ProgressEvent.ProgressOpened;
import io.sillok.testkit.EntityTest;
import io.sillok.testkit.Given;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressRulesTest {

  private static final Instant SOON = Instant.parse("2026-01-01T12:00:01Z");
  private static final ProgressOpened OPENED = new ProgressOpened("q", 10);

  private final EntityTest<ProgressCommand, ProgressEvent, Progress> progress =
      EntityTest.of(ProgressRules.TYPE);

  @Test
  void it_begins_where_the_queue_does_and_goes_on_when_it_is_opened_again() {
    Progress begun = new Progress("q", 10, List.of(), List.of(), List.of(), List.of(), 0);
    progress
        .givenNothing()
        .when(new Open("q", 10))
        .thenEvents(OPENED)
        .thenReply(begun)
        .when(new Open("q", 99))
        .thenNothing()
        .thenReply(begun);
  }

  @Test
  void another_queue_of_the_same_name_begins_anew() {
    Progress anew =
        given(new EventsGivenUp(List.of(letter(12))), settled(13))
            .when(new Open("other", 50))
            .state();
    assertThat(anew)
        .isEqualTo(new Progress("other", 50, List.of(), List.of(), List.of(), List.of(), 0));
  }

  @Test
  void what_is_settled_in_order_leaves_nothing_but_a_number() {
    given(settled(12)).when(report(15)).thenEvents(settled(15)).thenState(at(15));
  }

  @Test
  void what_is_settled_beyond_is_remembered_until_the_gap_closes() {
    Progress ahead = given(beyond(10, range(12, 14), range(16, 17))).state();
    assertThat(ahead.next()).isEqualTo(10);
    assertThat(ahead.settled()).containsExactly(range(12, 14), range(16, 17));
    assertThat(List.of(10L, 11L, 14L)).noneMatch(ahead::isSettled);
    assertThat(List.of(9L, 12L, 13L, 16L)).allMatch(ahead::isSettled);
    assertThat(ahead.unsettled(0, 20)).isEqualTo(7);

    Progress closed =
        given(beyond(10, range(12, 14), range(16, 17)), beyond(10, range(14, 16)), settled(12))
            .state();
    assertThat(closed).isEqualTo(at(17));
  }

  @Test
  void an_attempt_in_vain_is_remembered_until_the_event_is_settled() {
    Attempt first = new Attempt(11, 1, SOON);
    Attempt second = new Attempt(11, 2, SOON);
    Report both = new Report(10, List.of(), List.of(), List.of(second), List.of());
    Progress tried =
        given(new AttemptsFailed(List.of(first)))
            .when(both)
            .thenEvents(new AttemptsFailed(List.of(second)))
            .state();
    assertThat(tried.attempts()).containsExactly(second);
    assertThat(
            given(new AttemptsFailed(List.of(second)), beyond(10, range(11, 12)))
                .state()
                .attempts())
        .isEmpty();
  }

  @Test
  void an_event_that_is_given_up_is_settled_and_listed() {
    Report report = new Report(13, List.of(), List.of(), List.of(), List.of(letter(12)));
    Progress dead =
        given(new AttemptsFailed(List.of(new Attempt(12, 4, SOON))))
            .when(report)
            .thenEvents(new EventsGivenUp(List.of(letter(12))), settled(13))
            .state();
    assertThat(dead.next()).isEqualTo(13);
    assertThat(dead.deadLetters()).containsExactly(letter(12));
    assertThat(dead.attempts()).isEmpty();
  }

  @Test
  void a_dead_letter_that_is_replayed_is_to_be_handed_out_as_if_for_the_first_time() {
    Progress replayed =
        given(new EventsGivenUp(List.of(letter(11), letter(17))), settled(13))
            .when(new Replay(List.of(17L, 11L, 12L)))
            .thenEvents(new DeadLettersReplayed(List.of(11L, 17L)))
            .state();
    assertThat(replayed.deadLetters()).isEmpty();
    assertThat(replayed.replayed()).containsExactly(11L);
    assertThat(replayed.isSettled(11)).isFalse();
    assertThat(replayed.isSettled(17)).isFalse();
    assertThat(replayed.isSettled(12)).isTrue();
    assertThat(replayed.attempt(11)).isEmpty();
  }

  @Test
  void what_was_replayed_can_be_settled_or_die_again() {
    Given<ProgressCommand, ProgressEvent, Progress> again =
        given(
            new EventsGivenUp(List.of(letter(11), letter(12))),
            settled(13),
            new DeadLettersReplayed(List.of(11L, 12L)));
    Progress after =
        again
            .when(new Report(13, List.of(), List.of(11L), List.of(), List.of(letter(12))))
            .thenEvents(
                new EventsGivenUp(List.of(letter(12))),
                new OffsetsSettled(13, List.of(), List.of(11L)))
            .state();
    assertThat(after.isSettled(11)).isTrue();
    assertThat(after.isSettled(12)).isTrue();
    assertThat(after.replayed()).isEmpty();
    assertThat(after.deadLetters()).containsExactly(letter(12));
  }

  @Test
  void a_discarded_dead_letter_is_forgotten_and_stays_settled() {
    Progress after =
        given(new EventsGivenUp(List.of(letter(11))), settled(13))
            .when(new Discard(List.of(11L)))
            .thenEvents(new DeadLettersDiscarded(List.of(11L)))
            .state();
    assertThat(after.deadLetters()).isEmpty();
    assertThat(after.isSettled(11)).isTrue();
  }

  @Test
  void dead_letters_that_are_none_are_passed_over() {
    given(settled(13)).when(new Replay(List.of(11L))).thenNothing();
    given(settled(13)).when(new Discard(List.of(11L))).thenNothing();
  }

  @Test
  void what_retention_dropped_unread_is_counted() {
    Progress after =
        given(beyond(10, range(12, 14)))
            .when(new Skip(10, 20))
            .thenEvents(new OffsetsSkipped(range(10, 20)))
            .state();
    assertThat(after.next()).isEqualTo(20);
    assertThat(after.skipped()).isEqualTo(8);
    given(settled(20)).when(new Skip(10, 20)).thenNothing();
  }

  @Test
  void a_report_of_nothing_new_records_nothing() {
    given(settled(13)).when(report(13)).thenNothing();
    given(settled(13)).when(report(12)).thenNothing();
  }

  private Given<ProgressCommand, ProgressEvent, Progress> given(ProgressEvent... events) {
    List<ProgressEvent> all = new java.util.ArrayList<>(List.of(OPENED));
    all.addAll(List.of(events));
    return progress.given(all);
  }

  private static Report report(long next) {
    return new Report(next, List.of(), List.of(), List.of(), List.of());
  }

  private static OffsetsSettled settled(long next) {
    return beyond(next);
  }

  private static OffsetsSettled beyond(long next, OffsetRange... ranges) {
    return new OffsetsSettled(next, List.of(ranges), List.of());
  }

  private static OffsetRange range(long from, long to) {
    return new OffsetRange(from, to);
  }

  private static DeadLetter letter(long offset) {
    return new DeadLetter(offset, 5, "no such product", SOON);
  }

  private static Progress at(long next) {
    return new Progress("q", next, List.of(), List.of(), List.of(), List.of(), 0);
  }
}
