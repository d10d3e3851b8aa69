package io.sillok.protocol.window.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.WindowTimes;
import io.sillok.protocol.window.aggregate.Aggregates;
import io.sillok.protocol.window.aggregate.Occurrence;
import io.sillok.protocol.window.aggregate.ValueType;
import io.sillok.protocol.window.run.NaiveWindows.Entry;
import io.sillok.protocol.window.run.NaiveWindows.Late;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class WindowStateTest {

  private static final long MILLI = 1_000;

  @Property(tries = 2_000)
  void results_are_what_the_definitions_say_however_partitions_interleave(
      @ForAll("specs") WindowSpec spec,
      @ForAll("latenesses") Lateness lateness,
      @ForAll Emit emit,
      @ForAll("logs") List<List<Entry>> logs,
      @ForAll Random random) {
    NaiveWindows naive = new NaiveWindows(spec, lateness, emit, logs);
    Run run = new Run(spec, lateness, emit, logs, random);
    assertThat(run.results).isSortedAccordingTo(Comparator.comparingLong(WindowResult::due));
    assertThat(run.results.stream().sorted(WindowResult.ORDER).toList()).isEqualTo(naive.results());
    assertThat(run.late).isEqualTo(naive.late());
    run.results.forEach(result -> Statistics.label("results").collect(result.kind()));
    Statistics.label("late").collect(!run.late.isEmpty());
    Statistics.label("results")
        .coverage(coverage -> {
          for (ResultKind kind : EnumSet.complementOf(EnumSet.of(ResultKind.PREVIEW))) {
            coverage.check(kind).count(count -> count > 50);
          }
        });
    Statistics.label("late").coverage(coverage -> coverage.check(true).count(count -> count > 50));
  }

  @Property
  void each_event_is_told_in_each_of_its_windows_or_is_too_late_for_it(
      @ForAll("specs") WindowSpec spec,
      @ForAll("latenesses") Lateness lateness,
      @ForAll("logs") List<List<Entry>> logs,
      @ForAll Random random) {
    Assume.that(!(spec instanceof WindowSpec.Sliding)); // has each event in windows of others, too
    Run run = new Run(spec, lateness, Emit.FINAL, logs, random);
    run.advance(Window.NEVER);
    long told = run.results.stream().mapToLong(WindowResult::count).sum();
    assertThat(told + run.late.size()).isEqualTo(run.pairs);
    run.crash();
    assertThat(run.rows.values()).allMatch(row -> row.content() == null);
  }

  @Property
  void previews_are_what_the_final_results_will_be_if_nothing_more_comes(
      @ForAll("specs") WindowSpec spec,
      @ForAll("latenesses") Lateness lateness,
      @ForAll("logs") List<List<Entry>> logs,
      @ForAll Random random) {
    Run run = new Run(spec, lateness, Emit.FINAL, logs, random);
    long last = run.clocks.stream().mapToLong(PartitionClock::clock).max().orElseThrow();
    run.advance(last + 1); // so that all have joined their sessions
    Set<String> previews = new TreeSet<>();
    run.state
        .preview(Optional.empty(), 10_000)
        .forEach(preview -> previews.add(Run.shown(preview)));
    List<WindowResult> ofOne = run.state.preview(Optional.of("k1"), 10_000);
    assertThat(ofOne).allMatch(preview -> preview.key().equals("k1"));
    assertThat(ofOne.stream().map(Run::shown))
        .containsExactlyElementsOf(
            run.state.preview(Optional.empty(), 10_000).stream()
                .filter(preview -> preview.key().equals("k1"))
                .map(Run::shown)
                .toList());
    int told = run.results.size();
    run.advance(Window.NEVER);
    Set<String> results = new TreeSet<>();
    run.results.subList(told, run.results.size()).forEach(each -> results.add(Run.shown(each)));
    assertThat(previews).isEqualTo(results);
    assertThat(run.state.preview(Optional.empty(), 10_000)).isEmpty();
  }

  /** The logs taken in one piece after the other, as it happens. */
  private static final class Run {

    private final List<WindowResult> results = new ArrayList<>();
    private final Set<Late> late = new HashSet<>();

    private final Windowing windowing;
    private final Summaries<Entry> summaries =
        new Summaries<>(List.of(Aggregates.collect(Entry::number, ValueType.WHOLE, 1_000)));
    private final Map<String, StateRow> rows = new HashMap<>();
    private final List<PartitionClock> clocks = new ArrayList<>();
    private final List<Intake<Entry>> intakes = new ArrayList<>();
    private final long[] watermarks;
    private WindowState state;
    private long pairs;

    Run(WindowSpec spec, Lateness lateness, Emit emit, List<List<Entry>> logs, Random random) {
      windowing = new Windowing(spec, lateness, emit);
      state = WindowState.of(windowing, summaries);
      watermarks = new long[logs.size()];
      Arrays.fill(watermarks, Window.BEGINNING);
      logs.forEach(log -> {
        clocks.add(new PartitionClock(new WindowTimes(lateness)));
        intakes.add(new Intake<>(windowing, summaries));
      });
      int[] next = new int[logs.size()];
      int left = logs.stream().mapToInt(List::size).sum();
      while (left > 0) {
        int partition = random.nextInt(logs.size());
        int batch = 1 + random.nextInt(4);
        while (batch-- > 0 && next[partition] < logs.get(partition).size()) {
          take(logs.get(partition).get(next[partition]++));
          left--;
        }
        if (random.nextBoolean()) {
          ship(partition);
        }
        if (random.nextInt(4) == 0) {
          crash();
        }
      }
      for (int partition = 0; partition < logs.size(); partition++) {
        ship(partition);
      }
    }

    private void take(Entry entry) {
      long at = clocks.get(entry.partition()).at(entry.time());
      if (entry.isEvent()) {
        Intake.Taken taken =
            intakes
                .get(entry.partition())
                .add(
                    entry.key(),
                    entry,
                    new Occurrence(entry.time(), entry.partition(), entry.offset()),
                    at);
        taken.tooLate().forEach(window -> late.add(new Late(entry.number(), window)));
        pairs += taken.windows();
      }
    }

    /** As between nodes: as bytes, and with the clock that goes with it. */
    private void ship(int partition) {
      intakes.get(partition).drain().stream()
          .map(this::throughBytes)
          .forEach(contribution -> state.add(partition, contribution));
      watermarks[partition] = clocks.get(partition).clock();
      advance(Arrays.stream(watermarks).min().orElseThrow());
    }

    private Contribution throughBytes(Contribution contribution) {
      byte[] bytes = RowContent.write(contribution, (one, out) -> one.write(summaries, out));
      return RowContent.read(bytes, in -> Contribution.read(summaries, in));
    }

    /** Another goes on with what was kept. */
    private void crash() {
      state.changes().forEach(row -> rows.put(row.id(), row));
      state = WindowState.of(windowing, summaries);
      state.restore(Arrays.stream(watermarks).min().orElseThrow(), rows.values());
    }

    private void advance(long watermark) {
      state
          .advance(watermark)
          .forEach(result ->
              results.add(
                  new WindowResult(
                      result.key(),
                      result.window(),
                      result.version(),
                      result.kind(),
                      result.due(),
                      result.count(),
                      result.values().stream().map(Run::sorted).toList())));
    }

    private static String shown(WindowResult result) {
      return "%s %s %s"
          .formatted(
              result.key(), result.window(), result.values().stream().map(Run::sorted).toList());
    }

    private static Object sorted(Object numbers) {
      TreeSet<Long> sorted = new TreeSet<>();
      ((List<?>) numbers).forEach(number -> sorted.add((Long) number));
      return List.copyOf(sorted);
    }
  }

  @Provide
  static Arbitrary<WindowSpec> specs() {
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 12);
    return Combinators.combine(small, small, Arbitraries.integers().between(0, 5))
        .as((one, other, kind) -> {
          Duration size = Duration.ofMillis(Math.max(one, other));
          Duration step = Duration.ofMillis(Math.min(one, other));
          return switch (kind) {
            case 0 -> WindowSpec.tumbling(size);
            case 1 -> WindowSpec.hopping(size, step);
            case 2 -> WindowSpec.cumulative(step.multipliedBy(3), step);
            case 3 -> WindowSpec.sliding(size);
            case 4 -> WindowSpec.session(step).longest(step.plus(size));
            default -> WindowSpec.session(step);
          };
        });
  }

  @Provide
  static Arbitrary<Lateness> latenesses() {
    Arbitrary<Integer> bound = Arbitraries.integers().between(0, 10);
    return Combinators.combine(
            Arbitraries.integers().between(0, 4), bound, Arbitraries.integers().between(0, 4))
        .as((disorder, allowed, refinement) -> {
          Lateness lateness =
              Lateness.of(Duration.ofMillis(disorder)).allowing(Duration.ofMillis(allowed));
          return refinement == 0 ? lateness : lateness.refining(Duration.ofMillis(refinement));
        });
  }

  @Provide
  static Arbitrary<List<List<Entry>>> logs() {
    Arbitrary<List<Entry>> log =
        Combinators.combine(
                Arbitraries.integers().between(0, 60),
                Arbitraries.integers().between(0, 1),
                Arbitraries.integers().between(0, 9))
            .as((time, key, advance) ->
                new Entry(0, 0, time * MILLI, advance == 0 ? "" : "k" + key, 0))
            .list()
            .ofMinSize(5)
            .ofMaxSize(40);
    return Combinators.combine(
            log.list().ofMinSize(1).ofMaxSize(3), Arbitraries.integers().between(5, 25))
        .as((logs, drift) -> numbered(logs, drift));
  }

  /** Times that mostly go on, as real ones do, so that windows end. */
  private static List<List<Entry>> numbered(List<List<Entry>> logs, int disorder) {
    List<List<Entry>> numbered = new ArrayList<>();
    long number = 0;
    for (int partition = 0; partition < logs.size(); partition++) {
      List<Entry> log = new ArrayList<>();
      for (int offset = 0; offset < logs.get(partition).size(); offset++) {
        Entry entry = logs.get(partition).get(offset);
        long time = entry.time() * disorder / 60 + offset * (2 * MILLI);
        log.add(new Entry(partition, offset, time, entry.key(), number++));
      }
      numbered.add(log);
    }
    return numbered;
  }
}
