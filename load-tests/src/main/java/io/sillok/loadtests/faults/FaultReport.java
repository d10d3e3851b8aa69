package io.sillok.loadtests.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.timeline.Span;
import io.sillok.loadtests.faults.timeline.Timeline;
import io.sillok.loadtests.faults.timeline.Timeline.Series;
import io.sillok.loadtests.faults.timeline.TimelinePicture;
import io.sillok.loadtests.report.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a run has shown.
 *
 * @param findings of all checks
 * @param leftOut faults that did not strike, each with the reason
 */
record FaultReport(Timeline timeline, List<Finding> findings, List<String> leftOut) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_VIOLATIONS = 20;

  FaultReport {
    findings = List.copyOf(findings);
    leftOut = List.copyOf(leftOut);
  }

  /** Whether all holds. */
  boolean holds() {
    return findings.stream().allMatch(Finding::holds);
  }

  /** Writes {@code report.md}, {@code report.json} and {@code timeline.svg}. */
  void writeTo(Path directory) throws IOException {
    Files.writeString(directory.resolve("report.md"), markdown());
    Files.writeString(
        directory.resolve("report.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json()));
    Files.writeString(directory.resolve("timeline.svg"), TimelinePicture.of(timeline));
  }

  String markdown() {
    return """
    # Faults: %s

    %s. %d s, %d commands, %d events appended, %d tries failed and were made again.

    ![timeline](timeline.svg)

    | guarantee | checked | |
    |---|---:|---|
    %s

    | fault | struck at | %s |
    |---|---:|---|
    %s

    Tries that failed: %s.
    %s%s\
    """
        .formatted(
            outcome(),
            Machine.describe(),
            timeline.now() / 1000,
            timeline.total(Series.COMMANDS),
            timeline.total(Series.APPENDS),
            timeline.total(Series.ERRORS),
            rows(),
            "measured",
            timeline.spans().stream().map(FaultReport::row).collect(Collectors.joining("\n")),
            timeline.reasons(),
            leftOut.isEmpty() ? "" : "\nLeft out: " + String.join("; ", leftOut) + "\n",
            violations());
  }

  private String outcome() {
    if (!holds()) {
      return "NOT ALL HOLDS";
    }
    return leftOut.isEmpty()
        ? "all holds"
        : "all holds of those that struck, and %d were left out".formatted(leftOut.size());
  }

  private String rows() {
    return findings.stream()
        .map(finding ->
            "| %s | %,d | %s |"
                .formatted(
                    finding.guarantee(),
                    finding.checked(),
                    finding.holds() ? "holds" : "**FAILS**"))
        .collect(Collectors.joining("\n"));
  }

  private static String row(Span span) {
    return "| %s | %d s | %s |"
        .formatted(
            span.fault(),
            span.from() / 1000,
            span.measured().entrySet().stream()
                .map(each -> each.getKey() + " " + seconds(each.getValue()))
                .collect(Collectors.joining("; ")));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }

  private String violations() {
    return findings.stream()
        .filter(finding -> !finding.holds())
        .map(finding ->
            "\n## %s\n\n%s%s\n"
                .formatted(
                    finding.line(),
                    finding.violations().stream()
                        .limit(MOST_VIOLATIONS)
                        .map(violation -> "- " + violation)
                        .collect(Collectors.joining("\n")),
                    finding.violations().size() > MOST_VIOLATIONS ? "\n- …" : ""))
        .collect(Collectors.joining());
  }

  private ObjectNode json() {
    ObjectNode report = JSON.createObjectNode();
    report.put("holds", holds());
    report.put("machine", Machine.describe());
    report.put("milliseconds", timeline.now());
    ArrayNode checks = report.putArray("checks");
    for (Finding finding : findings) {
      ObjectNode check = checks.addObject();
      check.put("guarantee", finding.guarantee());
      check.put("holds", finding.holds());
      check.put("checked", finding.checked());
      check.put("least", finding.least());
      finding.violations().forEach(check.putArray("violations")::add);
    }
    ArrayNode faults = report.putArray("faults");
    for (Span span : timeline.spans()) {
      ObjectNode fault = faults.addObject();
      fault.put("fault", span.fault());
      fault.put("from", span.from());
      fault.put("to", span.to());
      ObjectNode measured = fault.putObject("measuredMilliseconds");
      span.measured().forEach((what, time) -> measured.put(what, time.toMillis()));
    }
    for (Series series : Series.values()) {
      ObjectNode seconds =
          report.withObject("/perSecond/" + series.name().toLowerCase(Locale.ROOT));
      timeline.perSecond(series).forEach((second, many) -> seconds.put("" + second, many));
    }
    ObjectNode reasons = report.putObject("failedTries");
    timeline.reasons().forEach(reasons::put);
    leftOut.forEach(report.putArray("leftOut")::add);
    return report;
  }
}
