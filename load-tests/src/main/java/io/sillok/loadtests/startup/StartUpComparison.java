package io.sillok.loadtests.startup;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.report.Figure;
import io.sillok.loadtests.report.Figure.Spread;
import io.sillok.loadtests.report.Taken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From the launch of a process until its node is ready. */
public final class StartUpComparison implements Comparison {

  private static final String ARCHIVE = "archive of classes";
  private static final String WITHOUT = "without";
  private static final String EMPTY = "embedded, empty";
  private static final String FILLED = "embedded, with data";
  private static final String FIRST = "cluster, the first node";
  private static final String THIRD = "cluster, the third node";
  private static final int PART_OF_EVENTS = 2;
  private static final double MOST_EMBEDDED = 5;
  private static final double MOST_IN_CLUSTER = 10;

  private final Path project;
  private final Taken taken = new Taken();
  private @Nullable Starts starts;

  /** A measurement of what is built in {@code project}. */
  public StartUpComparison(Path project) {
    this.project = project;
  }

  @Override
  public String name() {
    return "start-up";
  }

  @Override
  public String about() {
    return """
    A packaged node with the storefront is launched, by the command that `./sillok start` comes to, with a heap of %s and %d partitions: with the archive of classes that an earlier node of its kind has left, and without. \
    `answers s` is from the launch until `/health/live` answers 200, `ready s` until `/health/ready` does; `processor s` and `rss MiB` are what the process had taken by then. \
    `%s`: %,d events in one stream; all their checksums are verified at the start. `%s`: nobody else is there, of three seeds; the tables in Cassandra 5.0.9 (1 GiB, on the same machine) are. `%s`: two others are there. Nothing else is asked of the nodes.\
    """
        .formatted(Starts.HEAP, Size.partitions(), FILLED, events(), FIRST, THIRD);
  }

  private static long events() {
    return Size.events() / PART_OF_EVENTS;
  }

  @Override
  public List<String> shapes() {
    return List.of(EMPTY, FILLED, FIRST, THIRD);
  }

  @Override
  public List<String> contenders() {
    return List.of(ARCHIVE, WITHOUT);
  }

  @Override
  public List<Bound> bounds() {
    return shapes().stream()
        .map(shape ->
            Bound.of(
                shape,
                ARCHIVE,
                Launch.READY,
                shape.equals(FIRST) || shape.equals(THIRD) ? MOST_IN_CLUSTER : MOST_EMBEDDED))
        .toList();
  }

  @Override
  public String aim() {
    return "with the archive, ready within %.0f s, and a node of a cluster within %.0f s"
        .formatted(MOST_EMBEDDED, MOST_IN_CLUSTER);
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    Starts there = starts;
    if (there == null) {
      there = new Starts(project);
      starts = there;
    }
    boolean archived = contender.equals(ARCHIVE);
    Sample sample =
        switch (shape) {
          case EMPTY -> there.empty(archived);
          case FILLED -> there.filled(archived, events());
          case FIRST -> there.first(archived);
          case THIRD -> there.third(archived);
          default -> throw new IllegalArgumentException("No start of " + shape);
        };
    return taken.add(shape, contender, sample);
  }

  /** The spread of what matters most, which the usual table has no room for. */
  @Override
  public String verify() {
    StringBuilder table =
        new StringBuilder("Seconds until ready, of all rounds:\n\n")
            .append("| work | contender | min | median | max |\n|---|---|---|---|---|\n");
    for (Figure figure : taken.figures()) {
      Spread ready = figure.extra(Launch.READY);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.2f | **%.2f** | %.2f |\n",
              figure.shape(),
              figure.contender(),
              ready.min(),
              ready.median(),
              ready.max()));
    }
    return table.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    if (starts != null) {
      starts.close();
    }
  }
}
