package io.sillok.loadtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.timeline.Span;
import io.sillok.loadtests.faults.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultReportTest {

  private static final Finding HOLDS = new Finding("none is lost", 1_234, 10, List.of());
  private static final Finding FAILS =
      new Finding("none comes twice", 50, 10, List.of("event 7 came twice"));
  private static final Finding TOO_LITTLE = new Finding("all is read", 9, 10, List.of());

  private final Timeline timeline = new Timeline();

  @Test
  void all_holds_when_each_check_does() {
    assertThat(report(HOLDS).holds()).isTrue();
    assertThat(report(HOLDS).markdown())
        .startsWith("# Faults: all holds\n")
        .contains("| none is lost | 1,234 | holds |");
  }

  @Test
  void what_does_not_hold_is_told_with_its_values_and_so_is_what_was_hardly_looked_at() {
    FaultReport report = report(HOLDS, FAILS, TOO_LITTLE);

    assertThat(report.holds()).isFalse();
    assertThat(report.markdown())
        .startsWith("# Faults: NOT ALL HOLDS\n")
        .contains("| none comes twice | 50 | **FAILS** |", "- event 7 came twice")
        .contains("fewer than the 10 that it takes");
  }

  @Test
  void what_did_not_strike_is_told() {
    FaultReport report = new FaultReport(timeline, List.of(HOLDS), List.of("clock (no faketime)"));

    assertThat(report.markdown())
        .contains("all holds of those that struck, and 1 were left out", "clock (no faketime)");
  }

  @Test
  void each_fault_is_there_for_people_and_for_programs(@TempDir Path directory) throws IOException {
    Span span = timeline.begin("kill -9 of node 2");
    timeline.answered(3, timeline.now());
    span.measured("until whole", Duration.ofMillis(12_340));
    timeline.end(span);
    FaultReport report = report(HOLDS);

    report.writeTo(directory);

    assertThat(directory.resolve("report.md"))
        .content()
        .contains("| kill -9 of node 2 | 0 s | until whole 12.3 s |");
    assertThat(directory.resolve("timeline.svg")).isNotEmptyFile();
    JsonNode json = new ObjectMapper().readTree(directory.resolve("report.json").toFile());
    assertThat(json.path("holds").asBoolean()).isTrue();
    assertThat(json.at("/faults/0/measuredMilliseconds/until whole").asInt()).isEqualTo(12_340);
    assertThat(json.at("/perSecond/commands/0").asInt()).isEqualTo(1);
  }

  private FaultReport report(Finding... findings) {
    return new FaultReport(timeline, List.of(findings), List.of());
  }
}
