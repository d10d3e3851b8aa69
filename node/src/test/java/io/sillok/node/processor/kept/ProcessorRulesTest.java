package io.sillok.node.processor.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.processor.kept.ProgressCommand.Advance;
import io.sillok.node.processor.kept.ProgressCommand.Attempt;
import io.sillok.node.processor.kept.ProgressCommand.Begin;
import io.sillok.node.processor.kept.ProgressCommand.BeginAnew;
import io.sillok.node.processor.kept.ProgressCommand.Discard;
import io.sillok.node.processor.kept.ProgressCommand.End;
import io.sillok.node.processor.kept.ProgressCommand.LeaveOut;
import io.sillok.node.processor.kept.ProgressCommand.Replay;
import io.sillok.node.processor.kept.ProgressCommand.Settle;
import io.sillok.node.processor.kept.ProgressCommand.Venture;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decision.Accepted;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.JsonCodec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ProcessorRulesTest {

  private static final Context CONTEXT = new Context("totals/3", Instant.EPOCH, 1);
  private static final StreamHeads HEADS = new StreamHeads("total-changed", List.of(7L, 0L, 9L));

  private final ProcessorRules rules = new ProcessorRules();

  private Progress after(Progress progress, ProgressCommand... commands) {
    Progress now = progress;
    for (ProgressCommand command : commands) {
      for (ProgressEvent event : decided(now, command).events()) {
        now = rules.evolve(now, event);
      }
    }
    return now;
  }

  private Accepted<ProgressEvent> decided(Progress progress, ProgressCommand command) {
    return (Accepted<ProgressEvent>) rules.decide(command, progress, CONTEXT);
  }

  private Progress begun() {
    return after(Progress.NONE, new Begin("number-told"));
  }

  private static Parked parked(long offset) {
    return new Parked(offset, 3, "it failed", Instant.EPOCH);
  }

  @Test
  void beginning_is_recorded_each_time_and_answers_with_the_progress() {
    Progress before = after(begun(), new Advance(7, List.of(parked(3)), 7));
    Accepted<ProgressEvent> again = decided(before, new Begin("number-told"));
    assertThat(again.events()).hasSize(1);
    assertThat(again.reply()).isEqualTo(before);
    assertThat(after(before, new Begin("number-told"))).isEqualTo(before);
  }

  @Test
  void another_input_begins_anew() {
    Progress before = after(begun(), new Advance(7, List.of(parked(3)), 7));
    assertThat(decided(before, new Begin("elsewhere")).reply()).isEqualTo(Progress.of("elsewhere"));
    assertThat(after(before, new Begin("elsewhere")))
        .isEqualTo(after(Progress.NONE, new Begin("elsewhere")));
  }

  @Test
  void work_that_was_begun_is_under_way_until_it_is_ended() {
    Progress begun = begun();
    assertThat(begun.underway()).isPresent();
    Progress ended = after(begun, new Advance(7, List.of(), 7), new End());
    assertThat(ended.underway()).isEmpty();
    assertThat(decided(ended, new End()).events()).isEmpty();
    assertThat(found(ended).underway()).isEmpty();
    assertThat(found(begun).underway()).isPresent();
  }

  /** What whoever begins now is told. */
  private Progress found(Progress progress) {
    return (Progress) Objects.requireNonNull(decided(progress, new Begin("number-told")).reply());
  }

  private static int ended(Progress progress, long offset, String node) {
    return progress.underway().orElseThrow().ended(offset, node);
  }

  @Test
  void nodes_that_ended_with_an_event_are_counted_once_each_until_its_rules_come_to_an_end() {
    Progress once = after(begun(), new Attempt(7, "a"), new Attempt(7, "a"));
    assertThat(ended(once, 7, "a")).isZero();
    assertThat(ended(once, 7, "b")).isEqualTo(1);
    assertThat(ended(once, 8, "b")).isZero();
    Progress twice = after(once, new Begin("number-told"), new Attempt(7, "b"));
    assertThat(ended(twice, 7, "b")).isEqualTo(1);
    assertThat(ended(twice, 7, "c")).isEqualTo(2);

    assertThat(ended(after(twice, new Attempt(8, "b")), 8, "c")).isEqualTo(1);
    assertThat(ended(after(twice, new Attempt(Underway.NONE, "b")), 7, "c")).isZero();
    assertThat(ended(after(twice, new Advance(8, List.of(parked(7)), 8)), 7, "c")).isZero();
    assertThat(ended(after(twice, new End(), new Begin("number-told")), 7, "c")).isZero();
  }

  @Test
  void progress_goes_forwards_only() {
    Progress before = after(begun(), new Advance(7, List.of(), 9));
    assertThat(decided(before, new Advance(5, List.of(), 8)).events()).isEmpty();
    assertThat(before.next()).isEqualTo(7);
    assertThat(before.steps()).isEqualTo(7);
  }

  @Test
  void what_was_ventured_is_kept() {
    Progress progress = after(begun(), new Venture(50, List.of(HEADS)));
    assertThat(progress.horizon()).isEqualTo(50);
    assertThat(after(progress, new Advance(60, List.of(), 70)).horizon()).isEqualTo(70);
    assertThat(after(progress, new Advance(60, List.of(), 0)).horizon()).isEqualTo(60);
    assertThat(after(progress, new Advance(20, List.of(), 30)).horizon()).isEqualTo(50);
    assertThat(progress.heads()).containsExactly(HEADS);
    assertThat(HEADS.of(2)).isEqualTo(9);
    assertThat(HEADS.of(31)).isZero();
  }

  @Test
  void parked_events_are_processed_again_or_discarded() {
    Progress parked = after(begun(), new Advance(9, List.of(parked(3), parked(5), parked(8)), 9));
    Progress replaying = after(parked, new Replay(List.of(8L, 3L, 4L)));
    assertThat(replaying.replaying()).containsExactly(3L, 8L);
    assertThat(decided(replaying, new Replay(List.of(3L, 4L))).events()).isEmpty();

    Parked again = new Parked(8, 6, "it failed again", Instant.EPOCH);
    Progress settled = after(replaying, new Settle(List.of(3L), List.of(again)));
    assertThat(settled.replaying()).isEmpty();
    assertThat(settled.parked()).containsExactly(parked(5), again);
    assertThat(settled.replayed()).containsExactly(new Replayed(3, 9));
    assertThat(settled.steps()).isEqualTo(10);

    Progress discarded = after(settled, new Discard(List.of(5L, 3L)));
    assertThat(discarded.parked()).containsExactly(again);
    assertThat(discarded.discarded()).containsExactly(5L);
    assertThat(decided(discarded, new Discard(List.of(5L))).events()).isEmpty();
    assertThat(discarded.isParked(8)).isTrue();
    assertThat(discarded.isParked(5)).isFalse();
  }

  @Test
  void an_event_that_is_being_processed_again_is_not_discarded() {
    Progress replaying =
        after(begun(), new Advance(9, List.of(parked(3)), 9), new Replay(List.of(3L)));
    assertThat(decided(replaying, new Discard(List.of(3L))).events()).isEmpty();
    assertThat(replaying.isAtRest(3)).isFalse();
  }

  @Test
  void an_event_that_is_not_parked_is_not_processed_out_of_turn() {
    Progress progress = after(begun(), new Advance(9, List.of(), 9));
    assertThat(decided(progress, new Settle(List.of(3L), List.of())).events()).isEmpty();
  }

  @Test
  void events_that_states_are_without_are_counted_once_each_with_the_last_one() {
    Progress before = after(begun(), new Advance(9, List.of(), 9));
    Progress some = after(before, new LeaveOut(List.of(3L, 5L), 4, "no more"));
    assertThat(some.leftOut()).contains(new LeftOut(2, 5, 4, "no more"));
    assertThat(some.steps()).isEqualTo(before.steps());

    assertThat(decided(some, new LeaveOut(List.of(3L, 5L), 4, "no more")).events()).isEmpty();
    Progress more = after(some, new LeaveOut(List.of(5L, 7L, 8L), 7, "nor this"));
    assertThat(more.leftOut()).contains(new LeftOut(4, 8, 7, "nor this"));
  }

  @Test
  void states_that_begin_anew_are_without_nothing() {
    Progress before =
        after(
            begun(),
            new Advance(9, List.of(parked(3)), 9),
            new LeaveOut(List.of(8L), 7, "no more"));
    Progress anew = after(before, new BeginAnew());
    assertThat(anew.leftOut()).isEmpty();
    assertThat(anew.next()).isEqualTo(9);
    assertThat(anew.parked()).containsExactly(parked(3));
    assertThat(decided(anew, new BeginAnew()).events()).isEmpty();
    assertThat(after(anew, new LeaveOut(List.of(3L), 2, "nor this")).leftOut())
        .contains(new LeftOut(1, 3, 2, "nor this"));
  }

  /** As it was before there was anything that states are without, or under way. */
  private record EarlierProgress(
      String input,
      long next,
      long horizon,
      List<StreamHeads> heads,
      List<Parked> parked,
      List<Long> replaying,
      List<Replayed> replayed,
      List<Long> discarded) {}

  @Test
  void a_progress_that_was_kept_earlier_is_without_nothing() {
    Progress progress = after(begun(), new Advance(9, List.of(parked(3)), 12), new End());
    EarlierProgress earlier =
        new EarlierProgress(
            progress.input(),
            progress.next(),
            progress.horizon(),
            progress.heads(),
            progress.parked(),
            progress.replaying(),
            progress.replayed(),
            progress.discarded());
    AvroCodec<EarlierProgress> avro = AvroCodec.of(EarlierProgress.class);
    assertThat(
            EntityModel.of(ProcessorRules.TYPE)
                .stateAvro()
                .decode(avro.encode(earlier), avro.schema()))
        .isEqualTo(progress);
    byte[] json = JsonCodec.of(EarlierProgress.class).encode(earlier);
    assertThat(JsonCodec.of(Progress.class).decode(json)).isEqualTo(progress);
  }

  @Test
  void a_progress_is_kept_and_sent_as_it_is() {
    Progress progress =
        after(
            begun(),
            new Venture(500, List.of(HEADS)),
            new Advance(9, List.of(parked(3), parked(5)), 12),
            new Replay(List.of(3L)),
            new Settle(List.of(3L), List.of()),
            new Discard(List.of(5L)),
            new LeaveOut(List.of(2L), 1, "no more"),
            new Attempt(9, "a"));
    AvroCodec<Progress> avro = EntityModel.of(ProcessorRules.TYPE).stateAvro();
    assertThat(avro.decode(avro.encode(progress))).isEqualTo(progress);
    JsonCodec<Progress> json = JsonCodec.of(Progress.class);
    assertThat(json.decode(json.encode(progress))).isEqualTo(progress);
  }
}
