package io.sillok.loadtests.traffic;

import io.sillok.loadtests.Size;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.check.LoggedEvent;
import io.sillok.loadtests.report.Machine;
import io.sillok.loadtests.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Starts a storefront, has users come to it, and checks what they were told. */
final class TrafficRun {

  /** What users do, as Gatling's process has it. */
  private static final int EVENTS_EACH_CART = 5;

  private static final int EVENTS_EACH_SOURCE = 10;
  private static final int CLICKS_TWICE = 5;

  private final Path project;
  private final Asked asked;
  private final String name;

  private TrafficRun(Path project, Asked asked, String name) {
    this.project = project;
    this.asked = asked;
    this.name = name;
  }

  static TrafficRun of(Path project, Asked asked) {
    String time =
        LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss"));
    return new TrafficRun(project, asked, "%s-%s".formatted(asked.shape().word(), time));
  }

  /** Runs all; answers whether all holds. */
  boolean run() throws IOException, InterruptedException {
    Path directory =
        Files.createDirectories(
            project.toAbsolutePath().resolve("load-tests/target/gatling").resolve(name));
    try (TemporaryDirectory data = TemporaryDirectory.create("gatling");
        Storefronts storefronts = Storefronts.of(project, data.path(), asked);
        Stage stage = new Stage(storefronts.urls(), name)) {
      stage.prepare();
      Path file = directory.resolve("told.tsv");
      GatlingProcess.Ended ended =
          GatlingProcess.run(project, asked.shape(), name, storefronts.urls(), directory, file);
      Told told = Told.read(file);
      List<Finding> findings = findings(stage, told, ended.report().requests());
      findings.forEach(finding -> System.out.println(finding.line()));
      boolean holds = ended.holds() && findings.stream().allMatch(Finding::holds);
      tell(storefronts, ended, told, findings, holds);
      return holds;
    }
  }

  private List<Finding> findings(Stage stage, Told told, long requests)
      throws InterruptedException {
    Arrivals arrivals = asked.shape().arrivals();
    long customers = arrivals.least(Users.CUSTOMERS);
    long events = arrivals.least(Users.SOURCES) * EVENTS_EACH_SOURCE;
    stage.drain(told.deliveries(), told.lines());
    List<LoggedEvent> log = stage.log();
    List<Finding> findings = new ArrayList<>();
    findings.add(TrafficCheck.everybody(told, arrivals));
    findings.add(
        TrafficCheck.carts(
            told.carts(), stage.events(told.carts().keySet()), customers * EVENTS_EACH_CART));
    findings.addAll(shown(told, customers));
    findings.add(TrafficCheck.appends(told, log, events));
    findings.addAll(TrafficCheck.queue(told, log, stage.left(), events));
    findings.add(TrafficCheck.later(told, requests, asked.shape().mostLaterPercent()));
    return findings;
  }

  private static List<Finding> shown(Told told, long customers) {
    return List.of(
        TrafficCheck.shown(
            told, "read", "a read of a cart shows all that was acknowledged before", customers),
        TrafficCheck.shown(
            told,
            "second-click",
            "a second click gets the first answer again",
            customers / CLICKS_TWICE),
        TrafficCheck.shown(
            told, "history", "the events of a cart are those that were acknowledged", customers));
  }

  private void tell(
      Storefronts storefronts,
      GatlingProcess.Ended ended,
      Told told,
      List<Finding> findings,
      boolean holds)
      throws IOException {
    String title = "gatling " + asked.shape().word();
    String section =
        """
        ## %s

        %s, to %s. Each puts three products into a cart, looks at it, takes one out, checks out and reads the cart's events; half as many systems append 10 events each, a quarter as many workers receive and ack, a tenth as many readers read server-sent events. %s

        %s%s.

        %s
        Told to come later (429, 503): %s.

        %s
        """
            .formatted(
                title,
                sentence(asked.shape().about()),
                storefronts.about(),
                "Gatling is on the same machine.",
                Size.trial(),
                Machine.describe(),
                ended.report().table(),
                told.later().isEmpty() ? "none" : told.later(),
                findings.stream()
                    .map(finding -> "- " + finding.line())
                    .collect(Collectors.joining("\n")));
    System.out.println(section);
    if (holds && asked.urls().isEmpty()) {
      Report.keepIn(project.resolve("load-tests/RESULTS.md"), title, section);
    }
    System.out.printf(
        "%s. Report: %s%n", holds ? "All holds" : "NOT ALL HOLDS", ended.report().page().toUri());
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
