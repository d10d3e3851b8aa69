package io.sillok.loadtests;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.append.AppendComparison;
import io.sillok.loadtests.availability.MovingComparison;
import io.sillok.loadtests.availability.RollingComparison;
import io.sillok.loadtests.availability.TakeOverComparison;
import io.sillok.loadtests.consume.ConsumeComparison;
import io.sillok.loadtests.gateway.GatewayComparison;
import io.sillok.loadtests.journal.JournalComparison;
import io.sillok.loadtests.journal.JournalEmbeddedComparison;
import io.sillok.loadtests.queue.QueueComparison;
import io.sillok.loadtests.readers.ReadersComparison;
import io.sillok.loadtests.readers.SlowReaderComparison;
import io.sillok.loadtests.recovery.RecoveryComparison;
import io.sillok.loadtests.replay.ReplayComparison;
import io.sillok.loadtests.report.Figure;
import io.sillok.loadtests.report.Report;
import io.sillok.loadtests.scale.ScaleComparison;
import io.sillok.loadtests.startup.StartUpComparison;
import io.sillok.loadtests.stream.StreamCatchUpComparison;
import io.sillok.loadtests.stream.StreamLiveComparison;
import io.sillok.loadtests.window.WindowsComparison;
import io.sillok.loadtests.windowstate.WindowStateComparison;
import io.sillok.loadtests.windowstate.WindowWeekComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Runs one comparison by name, prints it and keeps it in {@code load-tests/RESULTS.md}. */
public final class Main {

  private Main() {}

  /**
   * {@code Main PROJECT-DIRECTORY NAME [ROUNDS [SHAPE]]}. With a shape, or a part of its name, only
   * that is measured, and the result is not kept.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path project = Path.of(arguments[0]);
    Map<String, Comparison> comparisons = comparisons(project);
    Arguments asked;
    Comparison comparison;
    List<String> shapes;
    try {
      asked =
          Arguments.parse(List.of(arguments).subList(1, arguments.length), comparisons.keySet());
      comparison = Objects.requireNonNull(comparisons.get(asked.name()));
      shapes = asked.chosen(comparison.shapes());
    } catch (IllegalArgumentException notUnderstood) {
      System.err.println(notUnderstood.getMessage());
      System.exit(2);
      return;
    }
    Report report = report(comparison, asked.rounds(), shapes);
    System.out.println(report.markdown());
    report.jsonLines().forEach(System.out::println);
    if (asked.shape().isEmpty()) {
      report.keepIn(project.resolve("load-tests/RESULTS.md"));
    }
  }

  /** All that there are, by name. */
  static Map<String, Comparison> comparisons(Path project) {
    Map<String, Comparison> comparisons = new TreeMap<>();
    for (Comparison each :
        List.of(
            JournalComparison.periodic(),
            JournalComparison.batch(),
            JournalComparison.settings(),
            new JournalEmbeddedComparison(),
            new ReplayComparison(),
            new StreamLiveComparison(),
            new StreamCatchUpComparison(),
            new AppendComparison(project),
            new ConsumeComparison(project),
            new QueueComparison(project),
            new ReadersComparison(project),
            new SlowReaderComparison(project),
            new GatewayComparison(project),
            new WindowStateComparison(project),
            new WindowWeekComparison(project),
            new ScaleComparison(project),
            new TakeOverComparison(project),
            new RollingComparison(project),
            new MovingComparison(project),
            new RecoveryComparison(project),
            new StartUpComparison(project))) {
      comparisons.put(each.name(), each);
    }
    WindowsComparison.all(project).forEach(each -> comparisons.put(each.name(), each));
    return comparisons;
  }

  private static Report report(Comparison comparison, int rounds, List<String> shapes)
      throws IOException, InterruptedException {
    try (comparison) {
      List<Figure> figures = figures(comparison, rounds, shapes);
      return new Report(comparison, rounds, figures, comparison.verify());
    }
  }

  /** The contenders take turns in each round, so that a noisy minute meets them all. */
  private static List<Figure> figures(Comparison comparison, int rounds, List<String> shapes)
      throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    for (String shape : shapes) {
      Map<String, List<Sample>> samples = new TreeMap<>();
      for (int round = 1; round <= rounds; round++) {
        for (String contender : comparison.contenders()) {
          Sample sample = comparison.measure(contender, shape);
          System.err.printf("%s, round %d, %s: %s%n", shape, round, contender, sample);
          samples.computeIfAbsent(contender, unused -> new ArrayList<>()).add(sample);
        }
      }
      for (String contender : comparison.contenders()) {
        figures.add(new Figure(shape, contender, samples.getOrDefault(contender, List.of())));
      }
    }
    return figures;
  }
}
