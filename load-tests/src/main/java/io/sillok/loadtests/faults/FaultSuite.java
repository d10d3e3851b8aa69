package io.sillok.loadtests.faults;

import io.sillok.cassandra.testkit.CassandraException;
import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.check.ProgressCheck;
import io.sillok.loadtests.faults.cluster.FakeClock;
import io.sillok.loadtests.faults.cluster.FaultCluster;
import io.sillok.loadtests.faults.cluster.Loopback;
import io.sillok.loadtests.faults.cluster.Namespaces;
import io.sillok.loadtests.faults.cluster.Network;
import io.sillok.loadtests.faults.fault.Fault;
import io.sillok.loadtests.faults.fault.Fault.Need;
import io.sillok.loadtests.faults.fault.Stage;
import io.sillok.loadtests.faults.timeline.Timeline;
import io.sillok.loadtests.faults.workload.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts a cluster, has clients work on it, breaks one thing after the other, and checks in the end
 * all that Sillok promises against models of what was asked and answered.
 */
final class FaultSuite {

  private static final int NODES = 3;
  private static final long WARM_SECONDS = 5;

  private final Path project;
  private final Asked asked;
  private final List<Fault> faults;
  private final List<String> leftOut;
  private final boolean namespaces;

  private FaultSuite(
      Path project, Asked asked, List<Fault> faults, List<String> leftOut, boolean namespaces) {
    this.project = project;
    this.asked = asked;
    this.faults = faults;
    this.leftOut = leftOut;
    this.namespaces = namespaces;
  }

  /**
   * What is asked for, as far as it can be done here.
   *
   * @throws IllegalArgumentException if a fault that was named cannot strike here
   */
  static FaultSuite of(Path project, Asked asked) {
    Optional<String> noNamespaces =
        asked.quick()
            ? Optional.of("--short has processes on 127.0.0.* and one Cassandra only")
            : Namespaces.missing();
    List<Fault> faults = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (Fault fault : asked.faults()) {
      Optional<String> missing =
          switch (fault.need()) {
            case NOTHING -> Optional.empty();
            case NETWORK -> noNamespaces;
            case CLOCK -> FakeClock.missing();
          };
      if (missing.isEmpty()) {
        faults.add(fault);
      } else if (asked.named()) {
        throw new IllegalArgumentException(
            "%s cannot strike here. %s".formatted(fault.name(), missing.get()));
      } else {
        leftOut.add("%s (%s)".formatted(fault.name(), missing.get()));
      }
    }
    leftOut.forEach(each -> System.err.println("Left out: " + each));
    return new FaultSuite(project, asked, faults, leftOut, noNamespaces.isEmpty());
  }

  /** Runs all; answers whether all holds. */
  boolean run() throws IOException, InterruptedException {
    Path directory = directory();
    System.err.printf("Logs and data are in %s%n", directory);
    boolean clocks = faults.stream().anyMatch(fault -> fault.need() == Need.CLOCK);
    Network network = namespaces ? Namespaces.create(NODES, asked.servers()) : new Loopback(NODES);
    FaultReport report;
    try (FaultCluster cluster = FaultCluster.start(project, directory, network, NODES, clocks)) {
      Timeline timeline = new Timeline();
      try (Site site = new Site(cluster.urls(), timeline)) {
        List<Finding> findings = findings(cluster, timeline, site);
        report = new FaultReport(timeline, findings, leftOut);
      }
    }
    report.writeTo(directory);
    System.out.println(report.markdown());
    System.out.printf("Report and picture: %s%n", directory);
    return report.holds();
  }

  private List<Finding> findings(FaultCluster cluster, Timeline timeline, Site site)
      throws InterruptedException {
    Workloads workloads =
        new Workloads(
            site,
            faults.stream().anyMatch(Fault::losesAnswers),
            faults.stream().map(Fault::putsOff).max(Duration::compareTo).orElse(Duration.ZERO));
    workloads.begin();
    Stage stage = new Stage(cluster, timeline);
    stage.calm(WARM_SECONDS);
    FaultCluster.await(
        "clients of each kind get on before anything is broken",
        () -> ProgressCheck.began(timeline));
    List<String> failures = new ArrayList<>();
    for (Fault fault : faults) {
      try {
        fault.strike(stage);
      } catch (IllegalStateException | CassandraException failure) {
        failures.add("%s: %s".formatted(fault.name(), failure.getMessage()));
        System.err.printf("%4d s  FAILED %s%n", timeline.now() / 1000, failures.getLast());
        if (!awaitMended(cluster, failures)) {
          break;
        }
      }
    }
    List<Finding> findings = new ArrayList<>();
    try {
      findings.addAll(workloads.finish());
      findings.add(LogVerification.of(cluster, workloads.written()));
    } catch (RuntimeException failure) { // a report of what was broken before is worth more
      failures.add("What clients had could not be checked: " + failure);
    }
    findings.add(ProgressCheck.of(timeline));
    awaitMended(cluster, failures); // who has ended since is found
    findings.add(
        new Finding(
            "each fault came to what it should, and the cluster was whole again",
            faults.size(),
            1,
            failures));
    findings.add(
        new Finding(
            "no node ended but those that a fault had end", NODES, 1, cluster.endedByThemselves()));
    return findings;
  }

  /**
   * Answers whether it is whole in the end: what else is there to strike is no use to one that is
   * not.
   */
  private static boolean awaitMended(FaultCluster cluster, List<String> failures) {
    try {
      cluster.network().heal();
      cluster.awaitWhole();
      return true;
    } catch (IllegalStateException failure) {
      failures.add(String.valueOf(failure.getMessage()));
      return false;
    }
  }

  private Path directory() throws IOException {
    String name =
        LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss"));
    return Files.createDirectories(
        project.toAbsolutePath().resolve("load-tests/target/faults").resolve(name));
  }
}
