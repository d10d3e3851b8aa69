package io.sillok.node.cli.demo.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class VisitorsTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00.123456789Z");
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration GAP_OF_VISITS = Duration.ofSeconds(30);

  private final List<Told> told = tenMinutes();

  private record Told(Instant at, View view) {

    Duration delay() {
      return Duration.between(view.viewedAt(), at);
    }

    boolean isHeldBack() {
      return delay().compareTo(Visitors.HELD_BACK) >= 0;
    }
  }

  private static List<Told> tenMinutes() {
    Visitors visitors = new Visitors(new Random(7));
    List<Told> told = new ArrayList<>();
    for (Instant at = START; at.isBefore(START.plusSeconds(600)); at = at.plus(STEP)) {
      told.add(new Told(at, visitors.next(at)));
    }
    return told;
  }

  @Test
  void views_are_told_out_of_order_but_for_some_only_by_seconds() {
    List<Told> prompt = told.stream().filter(each -> !each.isHeldBack()).toList();
    assertThat(prompt)
        .allSatisfy(each ->
            assertThat(each.delay()).isBetween(Duration.ZERO, Visitors.OUT_OF_ORDER.plusMillis(1)));
    List<Instant> times = prompt.stream().map(each -> each.view().viewedAt()).toList();
    assertThat(times).isNotEqualTo(times.stream().sorted().toList());
  }

  @Test
  void of_so_many_views_one_is_held_back_by_minutes() {
    assertThat(told.stream().filter(Told::isHeldBack))
        .hasSize(told.size() / Visitors.ONE_IS_HELD_BACK_OF)
        .allSatisfy(each -> assertThat(each.delay()).isLessThan(Duration.ofMinutes(6)));
  }

  @Test
  void visitors_come_again_when_their_visits_are_over() {
    Map<String, List<Instant>> byVisitor =
        told.stream()
            .filter(each -> !each.isHeldBack())
            .collect(
                Collectors.groupingBy(
                    each -> each.view().visitorId(),
                    Collectors.mapping(each -> each.view().viewedAt(), Collectors.toList())));
    assertThat(byVisitor).hasSize(600);
    assertThat(byVisitor.values()).allMatch(times -> visits(times) >= 2);
  }

  private static long visits(List<Instant> times) {
    List<Instant> inOrder = times.stream().sorted(Comparator.naturalOrder()).toList();
    long visits = 1;
    for (int index = 1; index < inOrder.size(); index++) {
      Duration pause = Duration.between(inOrder.get(index - 1), inOrder.get(index));
      visits += pause.compareTo(GAP_OF_VISITS) > 0 ? 1 : 0;
    }
    return visits;
  }

  @Test
  void times_are_no_finer_than_their_stream_takes() {
    assertThat(told)
        .extracting(each -> each.view().viewedAt())
        .allMatch(time -> time.equals(time.truncatedTo(ChronoUnit.MILLIS)));
  }
}
