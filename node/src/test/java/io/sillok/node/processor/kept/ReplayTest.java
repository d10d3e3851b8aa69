package io.sillok.node.processor.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.processor.kept.Replay.Leg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ReplayTest {

  private static Progress progress(
      long next, List<Long> parked, List<Retried> retried, List<Long> dismissed) {
    return new Progress(
        "number-told",
        next,
        next,
        List.of(),
        parked.stream().map(offset -> new Parked(offset, 1, "", Instant.EPOCH)).toList(),
        List.of(),
        retried,
        dismissed);
  }

  @Test
  void nothing_is_left_to_do_where_states_are_up_to_the_progress() {
    Progress progress = progress(9, List.of(), List.of(new Retried(3, 9)), List.of());
    assertThat(Replay.of(progress, 10).legs()).isEmpty();
    assertThat(Replay.isPossible(progress, 10)).isTrue();
    assertThat(Replay.isPossible(progress, 11)).isFalse();
  }

  @Test
  void events_out_of_turn_follow_the_same_ones_again() {
    Progress progress =
        progress(
            20,
            List.of(4L),
            List.of(new Retried(3, 9), new Retried(5, 9), new Retried(12, 20)),
            List.of(7L));
    Replay replay = Replay.of(progress, 0);
    assertThat(replay.legs())
        .containsExactly(
            new Leg.Stretch(0, 9, 0),
            new Leg.Single(3, 10),
            new Leg.Single(5, 11),
            new Leg.Stretch(9, 20, 2),
            new Leg.Single(12, 23));
    assertThat(replay.left()).containsExactlyInAnyOrder(3L, 4L, 5L, 7L, 12L);
    assertThat(Replay.of(progress, 10).legs())
        .startsWith(new Leg.Single(5, 11), new Leg.Stretch(9, 20, 2));
    assertThat(Replay.of(progress, 15).legs())
        .containsExactly(new Leg.Stretch(13, 20, 2), new Leg.Single(12, 23));
  }

  /** Wherever states stand, what is left is the rest of the whole. */
  @Property
  void from_every_step_on_it_is_the_rest_of_the_whole(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int next) {
    Progress progress = random(new Random(seed), next);
    List<Long> whole = order(Replay.of(progress, 0));
    assertThat(new HashSet<>(whole)).as("each once").hasSameSizeAs(whole);
    assertThat(whole).hasSize(next - progress.parked().size() - progress.dismissed().size());
    for (long steps = 0; steps <= progress.steps(); steps++) {
      List<Long> rest = order(Replay.of(progress, steps));
      assertThat(rest).isEqualTo(whole.subList(whole.size() - rest.size(), whole.size()));
      assertThat(rest.size()).isLessThanOrEqualTo((int) (progress.steps() - steps));
    }
    assertThat(order(Replay.of(progress, progress.steps()))).isEmpty();
  }

  private static Progress random(Random random, int next) {
    TreeSet<Long> failed = new TreeSet<>();
    for (long offset = 0; offset < next; offset++) {
      if (random.nextInt(4) == 0) {
        failed.add(offset);
      }
    }
    List<Long> parked = new ArrayList<>();
    List<Long> dismissed = new ArrayList<>();
    List<Retried> retried = new ArrayList<>();
    for (long offset : failed) {
      switch (random.nextInt(3)) {
        case 0 -> parked.add(offset);
        case 1 -> dismissed.add(offset);
        default -> {
          long at = retried.isEmpty() ? 0 : retried.getLast().at();
          long from = Math.max(at, offset + 1);
          retried.add(new Retried(offset, from + random.nextInt((int) (next - from) + 1)));
        }
      }
    }
    return progress(next, parked, retried, dismissed);
  }

  /** The offsets that are processed, in order. */
  private static List<Long> order(Replay replay) {
    List<Long> order = new ArrayList<>();
    Set<Long> left = replay.left();
    for (Leg leg : replay.legs()) {
      switch (leg) {
        case Leg.Stretch(long from, long to, long steps) -> {
          for (long offset = from; offset < to; offset++) {
            if (!left.contains(offset)) {
              order.add(offset);
            }
          }
        }
        case Leg.Single(long offset, long steps) -> order.add(offset);
      }
    }
    return order;
  }
}
