package io.sillok.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Comparison.Aim;
import io.sillok.loadtests.Comparison.Bound;
import io.sillok.loadtests.Comparison.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {

  @Test
  void a_ratio_is_met_from_its_aim_on() {
    Held held = new Held(List.of(new Aim("peer", 2)), List.of());

    assertThat(verdicts(held, figure("ours", 4, 1), figure("peer", 2, 1)))
        .isEqualTo("\nMet: work, ours: 2 to peer (at least 2).\n");
    assertThat(verdicts(held, figure("ours", 3, 1), figure("peer", 2, 1)))
        .isEqualTo("\nMissed: work, ours: 1.5 to peer (at least 2).\n");
  }

  @Test
  void a_figure_is_met_up_to_its_bound() {
    Held held =
        new Held(List.of(), List.of(Bound.of("work", "ours", "ready s", 10), p99("ours", 0.5)));

    assertThat(verdicts(held, figure("ours", 1, 10)))
        .isEqualTo(
            """

            Met: work, ours: `ready s` 10 (at most 10).

            Missed: work, ours: `p99 ms` 2 (at most 0.5).
            """);
    assertThat(verdicts(held, figure("ours", 1, 10.84)))
        .contains("Missed: work, ours: `ready s` 10.84 (at most 10); work, ours: `p99 ms`")
        .doesNotContain("Met");
  }

  @Test
  void what_is_missed_by_little_is_seen_to_be() {
    Held held = new Held(List.of(new Aim("peer", 0.5)), List.of());

    assertThat(verdicts(held, figure("ours", 0.498, 1), figure("peer", 1, 1)))
        .isEqualTo("\nMissed: work, ours: 0.498 to peer (at least 0.5).\n");
  }

  @Test
  void a_figure_may_be_held_against_that_of_another_contender() {
    Held held = new Held(List.of(), List.of(new Bound("work", "ours", "ready s", 1.1, "peer")));

    assertThat(verdicts(held, figure("ours", 1, 6), figure("peer", 1, 2)))
        .isEqualTo("\nMissed: work, ours: `ready s` 3 times that of peer (at most 1.1).\n");
  }

  @Test
  void what_was_not_measured_is_not_met() {
    Held held =
        new Held(
            List.of(),
            List.of(Bound.of("work", "ours", "lost s", 9), Bound.of("other", "ours", "p99 ms", 9)));

    assertThat(verdicts(held, figure("ours", 1, 1)))
        .startsWith("\nMissed: work, ours: `lost s` NaN")
        .doesNotContain("other");
  }

  @Test
  void where_nothing_is_aimed_at_nothing_is_told() {
    Held held = new Held(List.of(new Aim("peer", 0)), List.of());

    assertThat(verdicts(held, figure("ours", 1, 1), figure("peer", 2, 1))).isEmpty();
  }

  private static Bound p99(String contender, double most) {
    return Bound.of("work", contender, Figure.P99, most);
  }

  private static Figure figure(String contender, double rate, double ready) {
    return new Figure(
        "work", contender, List.of(new Sample(rate, 1, 2, 3).with(Map.of("ready s", ready))));
  }

  private static String verdicts(Comparison comparison, Figure... figures) {
    return new Verdicts(comparison, List.of(figures)).markdown();
  }

  private record Held(List<Aim> aims, List<Bound> bounds) implements Comparison {

    @Override
    public String name() {
      return "held";
    }

    @Override
    public String about() {
      return "Is held.";
    }

    @Override
    public List<String> shapes() {
      return List.of("work");
    }

    @Override
    public List<String> contenders() {
      return List.of("ours", "peer");
    }

    @Override
    public Sample measure(String contender, String shape) {
      return new Sample(1, 1, 1, 1);
    }
  }
}
