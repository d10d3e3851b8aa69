package io.sillok.node.processor.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.processor.kept.Retrace.Leg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RetraceTest {

  private static Progress progress(
      long next, List<Long> parked, List<Replayed> replayed, List<Long> discarded) {
    return new Progress(
        "number-told",
        next,
        next,
        List.of(),
        parked.stream().map(offset -> new Parked(offset, 1, "", Instant.EPOCH)).toList(),
        List.of(),
        replayed,
        discarded,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void nothing_is_left_to_do_where_states_are_up_to_the_progress() {
    Progress progress = progress(9, List.of(), List.of(new Replayed(3, 9)), List.of());
    assertThat(Retrace.of(progress, 10).legs()).isEmpty();
    assertThat(Retrace.isPossible(progress, 10)).isTrue();
    assertThat(Retrace.isPossible(progress, 11)).isFalse();
  }

  @Test
  void events_out_of_turn_follow_the_same_ones_again() {
    Progress progress =
        progress(
            20,
            List.of(4L),
            List.of(new Replayed(3, 9), new Replayed(5, 9), new Replayed(12, 20)),
            List.of(7L));
    Retrace retrace = Retrace.of(progress, 0);
    assertThat(retrace.legs())
        .containsExactly(
            new Leg.Stretch(0, 9, 0),
            new Leg.Single(3, 10),
            new Leg.Single(5, 11),
            new Leg.Stretch(9, 20, 2),
            new Leg.Single(12, 23));
    assertThat(retrace.left()).containsExactlyInAnyOrder(3L, 4L, 5L, 7L, 12L);
    assertThat(Retrace.of(progress, 10).legs())
        .startsWith(new Leg.Single(5, 11), new Leg.Stretch(9, 20, 2));
    assertThat(Retrace.of(progress, 15).legs())
        .containsExactly(new Leg.Stretch(13, 20, 2), new Leg.Single(12, 23));
  }

  /** Wherever states stand, what is left is the rest of the whole. */
  @Property
  void from_every_step_on_it_is_the_rest_of_the_whole(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int next) {
    Progress progress = random(new Random(seed), next);
    List<Long> whole = order(Retrace.of(progress, 0));
    assertThat(new HashSet<>(whole)).as("each once").hasSameSizeAs(whole);
    assertThat(whole).hasSize(next - progress.parked().size() - progress.discarded().size());
    for (long steps = 0; steps <= progress.steps(); steps++) {
      List<Long> rest = order(Retrace.of(progress, steps));
      assertThat(rest).isEqualTo(whole.subList(whole.size() - rest.size(), whole.size()));
      assertThat(rest.size()).isLessThanOrEqualTo((int) (progress.steps() - steps));
    }
    assertThat(order(Retrace.of(progress, progress.steps()))).isEmpty();
  }

  private static Progress random(Random random, int next) {
    TreeSet<Long> failed = new TreeSet<>();
    for (long offset = 0; offset < next; offset++) {
      if (random.nextInt(4) == 0) {
        failed.add(offset);
      }
    }
    List<Long> parked = new ArrayList<>();
    List<Long> discarded = new ArrayList<>();
    List<Replayed> replayed = new ArrayList<>();
    for (long offset : failed) {
      switch (random.nextInt(3)) {
        case 0 -> parked.add(offset);
        case 1 -> discarded.add(offset);
        default -> {
          long at = replayed.isEmpty() ? 0 : replayed.getLast().at();
          long from = Math.max(at, offset + 1);
          replayed.add(new Replayed(offset, from + random.nextInt((int) (next - from) + 1)));
        }
      }
    }
    return progress(next, parked, replayed, discarded);
  }

  /** The offsets that are processed, in order. */
  private static List<Long> order(Retrace retrace) {
    List<Long> order = new ArrayList<>();
    Set<Long> left = retrace.left();
    for (Leg leg : retrace.legs()) {
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
