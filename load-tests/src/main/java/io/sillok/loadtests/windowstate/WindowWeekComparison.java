package io.sillok.loadtests.windowstate;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.server.StreamServers;
import io.sillok.loadtests.window.BatchAppending;
import io.sillok.loadtests.window.NodeProjections;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether a week of event time leaves more behind than a day. */
public final class WindowWeekComparison implements Comparison {

  private static final String STREAM = "meter-read";
  private static final String PROJECTION = "meters";
  private static final int KEYS = 100_000;
  private static final int DAYS = 7;
  private static final int HOURS = 24;
  private static final int TIMES_USUAL = 5;
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final double MEBIBYTE = 1 << 20;

  /** Of the day that is held against: heaps and files are not the same twice. */
  private static final double TOLERANCE = 1.25;

  private static final double TOLERATED = 32;

  private final Path project;
  private final List<Day> days = new ArrayList<>();

  /** A measurement of what is built in {@code project}. */
  public WindowWeekComparison(Path project) {
    this.project = project;
  }

  /** What a node holds at the end of a day of event time, sizes in MiB. */
  private record Day(
      int number, double heap, double resident, double disk, double parts, double results) {

    private double diskBytesPerResult() {
      return disk * MEBIBYTE / results;
    }

    private String row() {
      return String.format(
          Locale.ROOT,
          "| %d | %.0f | %.0f | %.1f | %,.0f | %,.0f |\n",
          number,
          heap,
          resident,
          disk,
          parts,
          results);
    }
  }

  @Override
  public String name() {
    return "windows-week";
  }

  @Override
  public String about() {
    return """
    %,d events of %,d keys over a week of event time, %,d an hour, are appended while a projection counts and sums them by the stream's key in tumbling windows of an hour, up to %d min out of order. \
    At the end of each day everything that was appended has been read; then the heap is what is left after collections, `rss` the whole process, `disk` the files of `projections`, and `parts` what windows hold. \
    `projections` also keeps the last result of each window, to be asked for, so it grows by results. Heap, parts and disk by result of no later day may be above %.2f times those of the second day and %.0f more, or the run fails. Per second: events, appended and in their windows. The node has a heap of at most 2 GiB, %d partitions.\
    """
        .formatted(
            perHour() * HOURS * DAYS,
            KEYS,
            perHour(),
            outOfOrderness().toMinutes(),
            TOLERANCE,
            TOLERATED,
            Size.partitions());
  }

  private static int perHour() {
    return Math.toIntExact((long) TIMES_USUAL * Size.events() / (DAYS * HOURS));
  }

  /** The event time of what is appended at once, and a minute. */
  private static Duration outOfOrderness() {
    return Duration.ofHours(1)
        .multipliedBy(BatchAppending.AT_ONCE)
        .dividedBy(perHour())
        .plusMinutes(1)
        .truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public List<String> shapes() {
    return List.of("a week, %,d keys".formatted(KEYS));
  }

  @Override
  public List<String> contenders() {
    return List.of(StreamServers.EMBEDDED);
  }

  @Override
  public String aim() {
    return "the last day takes what the second takes, but for results";
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    days.clear();
    long perDay = (long) perHour() * HOURS;
    Readings readings = new Readings(KEYS, perHour());
    try (WindowNode node = WindowNode.start(project)) {
      node.projections().declareStream(STREAM, Readings.DECLARATION);
      node.projections()
          .declare(PROJECTION, Readings.projection(STREAM, "PT1H", outOfOrderness().toString()));
      long nanos = 0;
      try (BatchAppending appending = new BatchAppending(node.port(), STREAM)) {
        for (int day = 1; day <= DAYS; day++) {
          long start = System.nanoTime();
          appending.append(perDay * (day - 1), perDay * day, readings::json);
          awaitEvents(node, perDay * day);
          nanos += System.nanoTime() - start;
          days.add(day(node, day));
        }
      }
      requireBounded();
      return new Sample(perDay * DAYS / (nanos / 1e9), Double.NaN, Double.NaN, perDay * DAYS)
          .with(Map.of("results", (double) node.projections().standing(PROJECTION).results()));
    }
  }

  private static void awaitEvents(WindowNode node, long events)
      throws IOException, InterruptedException {
    node.projections()
        .await(
            PROJECTION,
            (NodeProjections.Standing standing) ->
                standing.events() >= events && standing.lag() == 0,
            WITHIN);
  }

  private static Day day(WindowNode node, int number) throws IOException, InterruptedException {
    Day day =
        new Day(
            number,
            node.liveBytes() / MEBIBYTE,
            node.residentBytes() / MEBIBYTE,
            node.windowsOnDisk() / MEBIBYTE,
            node.projections().metric("sillok_projection_parts"),
            node.projections().standing(PROJECTION).results());
    System.err.print(day.row());
    return day;
  }

  private void requireBounded() throws IOException {
    Day second = days.get(1);
    for (Day day : days.subList(2, DAYS)) {
      requireBounded("MiB of heap", second.heap, day.heap, day.number);
      requireBounded(
          "bytes of files for each result",
          second.diskBytesPerResult(),
          day.diskBytesPerResult(),
          day.number);
      requireBounded("parts", second.parts, day.parts, day.number);
    }
  }

  private static void requireBounded(String what, double second, double later, int number)
      throws IOException {
    if (!(later <= second * TOLERANCE + TOLERATED)) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "Day %d took %.1f %s, where the second took %.1f",
              number,
              later,
              what,
              second));
    }
  }

  @Override
  public String verify() {
    StringBuilder table =
        new StringBuilder("At the end of each day of event time, in the last round:\n\n")
            .append(
                "| day | heap MiB | rss MiB | disk MiB | parts | results |\n|---|---|---|---|---|---|\n");
    days.forEach(day -> table.append(day.row()));
    return table.toString().stripTrailing();
  }
}
