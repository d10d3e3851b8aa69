package io.sillok.loadtests.faults.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.faults.timeline.Timeline.Series;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class TimelineTest {

  private final Timeline timeline = new Timeline();

  @Test
  void a_gap_is_the_longest_time_without_any() {
    assertThat(Gaps.longest(List.of(100L, 200L, 900L, 1000L), 0, 1100))
        .isEqualTo(Duration.ofMillis(700));
  }

  @Test
  void a_gap_may_begin_with_the_fault_and_last_to_its_end() {
    assertThat(Gaps.longest(List.of(50L, 400L), 100, 600)).isEqualTo(Duration.ofMillis(300));
    assertThat(Gaps.longest(List.of(), 100, 600)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void what_happens_is_counted_by_the_second() {
    answered(3);
    answered(4);
    timeline.failed("503 moving");

    assertThat(timeline.total(Series.COMMANDS)).isEqualTo(2);
    assertThat(timeline.total(Series.ERRORS)).isEqualTo(1);
    assertThat(timeline.reasons()).containsEntry("503 moving", 1L);
    assertThat(timeline.firstAnswered(0, Set.of(4))).isNotNegative();
    assertThat(timeline.firstAnswered(0, Set.of(5))).isEqualTo(-1);
  }

  @Test
  void what_began_before_is_no_answer_of_those_who_took_over() {
    timeline.answered(4, 90);

    assertThat(timeline.firstAnswered(100, Set.of(4))).isEqualTo(-1);

    timeline.answered(4, 100);
    assertThat(timeline.firstAnswered(100, Set.of(4))).isNotNegative();
  }

  @Test
  void each_partition_has_a_gap_of_its_own() {
    answered(3);
    answered(4);
    long now = timeline.now();

    assertThat(timeline.longestGaps(now + 1_000, now + 3_000))
        .isEqualTo(Map.of(3, Duration.ofSeconds(2), 4, Duration.ofSeconds(2)));
    assertThat(timeline.longestGapOfPartition(now + 1_000, now + 3_000))
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void windows_have_gaps_apart_from_commands() {
    answered(3);
    timeline.told(1);
    long now = timeline.now();

    assertThat(timeline.total(Series.WINDOWS)).isEqualTo(1);
    assertThat(timeline.longestGapOfWindows(now + 1_000, now + 5_000))
        .isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void what_came_before_a_fault_or_after_it_is_not_in_its_time() {
    answered(3);
    Span span = timeline.begin("a fault");
    assertThat(timeline.during(Series.COMMANDS, span)).isZero();

    answered(3);
    assertThat(timeline.during(Series.COMMANDS, span)).isEqualTo(1);
    timeline.end(span);
    answered(3);
    assertThat(timeline.during(Series.COMMANDS, span)).isEqualTo(1);
  }

  @Test
  void partitions_are_all_answered_when_each_that_has_entities_is() {
    timeline.answered(3, 50);
    timeline.answered(4, 150);
    assertThat(timeline.isAnsweredInAll(100, Set.of(3, 4, 5))).isFalse();

    timeline.answered(3, 160);
    assertThat(timeline.isAnsweredInAll(100, Set.of(3, 4, 5))).isTrue();
  }

  @Test
  void no_windows_have_no_gap() {
    assertThat(timeline.longestGapOfWindows(0, 1_000)).isZero();
  }

  @Test
  void the_picture_is_xml_with_each_fault_by_name() throws Exception {
    answered(3);
    timeline.end(timeline.begin("kill -9 of <node 2>"));
    timeline.begin("one that lasts");

    var picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(TimelinePicture.of(timeline))));

    assertThat(picture.getDocumentElement().getTextContent())
        .contains("kill -9 of <node 2>", "one that lasts", "commands/s", "tries that failed/s");
  }

  /** A command that took no time. */
  private void answered(int partition) {
    timeline.answered(partition, timeline.now());
  }
}
