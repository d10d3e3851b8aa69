package io.sillok.loadtests;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.append.AppendComparison;
import io.sillok.loadtests.consume.ConsumeComparison;
import io.sillok.loadtests.gateway.GatewayComparison;
import io.sillok.loadtests.journal.JournalComparison;
import io.sillok.loadtests.journal.JournalEmbeddedComparison;
import io.sillok.loadtests.queue.QueueComparison;
import io.sillok.loadtests.readers.ReadersComparison;
import io.sillok.loadtests.readers.SlowReaderComparison;
import io.sillok.loadtests.replay.ReplayComparison;
import io.sillok.loadtests.report.Figure;
import io.sillok.loadtests.report.Report;
import io.sillok.loadtests.stream.StreamCatchUpComparison;
import io.sillok.loadtests.stream.StreamLiveComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs one comparison by name, prints it and keeps it in {@code load-tests/RESULTS.md}. */
public final class Main {

  private static final int DEFAULT_ROUNDS = 3;

  private Main() {}

  /**
   * {@code Main PROJECT-DIRECTORY NAME [ROUNDS [SHAPE]]}. With a shape, or a part of its name, only
   * that is measured, and the result is not kept.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path project = Path.of(arguments[0]);
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
            new GatewayComparison(project))) {
      comparisons.put(each.name(), each);
    }
    Comparison comparison = arguments.length > 1 ? comparisons.get(arguments[1]) : null;
    if (comparison == null) {
      System.err.println(
          "usage: load-tests/run NAME [ROUNDS [SHAPE]], where NAME is one of "
              + comparisons.keySet());
      System.exit(2);
      return;
    }
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : DEFAULT_ROUNDS;
    String shape = arguments.length > 3 ? arguments[3] : "";
    List<Figure> figures;
    try (comparison) {
      figures = figures(comparison, rounds, shape);
    }
    Report report = new Report(comparison, rounds, figures);
    System.out.println(report.markdown());
    report.jsonLines().forEach(System.out::println);
    if (shape.isEmpty()) {
      report.keepIn(project.resolve("load-tests/RESULTS.md"));
    }
  }

  /** The contenders take turns in each round, so that a noisy minute meets them all. */
  private static List<Figure> figures(Comparison comparison, int rounds, String only)
      throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    for (String shape : comparison.shapes().stream().filter(s -> s.contains(only)).toList()) {
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
