package io.sillok.testkit;

import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.projection.ProjectionResult;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.schema.ProjectionModel;
import io.sillok.protocol.schema.ProjectionModel.SourceModel;
import io.sillok.protocol.schema.declared.EventKeys;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowTimes;
import io.sillok.protocol.window.aggregate.Occurrence;
import io.sillok.protocol.window.run.Contribution;
import io.sillok.protocol.window.run.Intake;
import io.sillok.protocol.window.run.PartitionClock;
import io.sillok.protocol.window.run.StateRow;
import io.sillok.protocol.window.run.Summaries;
import io.sillok.protocol.window.run.WindowResult;
import io.sillok.protocol.window.run.WindowState;
import io.sillok.protocol.window.run.Windowing;
import io.sillok.testkit.GivenStreams.Entry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** A projection over given streams, in one of the ways in which a cluster may come to it. */
final class ProjectionRun<E, R> {

  /** Ways in which partitions are interleaved, cut into batches, and interrupted. */
  private static final int WAYS = 25;

  private final GivenStreams<E, R> given;
  private final ProjectionModel<E, R> model;
  private final Windowing windowing;
  private final Summaries<E> summaries;
  private final Random random;
  private final Map<Integer, PartitionClock> clocks = new HashMap<>();
  private final Map<Integer, Intake<E>> intakes = new HashMap<>();
  private final Map<Integer, Integer> next = new HashMap<>();
  private final Map<Integer, Long> shipped = new HashMap<>();
  private final Tables tables;
  private final Map<String, StateRow> rows = new HashMap<>();
  private final List<WindowResult> results = new ArrayList<>();
  private final List<MissedEvent> late = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();
  private WindowState state;

  /** What came of it. */
  record Told<R>(
      List<ProjectionResult<R>> results, List<MissedEvent> late, List<String> rejected) {}

  /**
   * @throws AssertionError if two ways come to different results
   */
  static <E, R> Told<R> told(GivenStreams<E, R> given) {
    Told<R> first = new ProjectionRun<>(given, 0).run();
    for (int way = 1; way < WAYS; way++) {
      Told<R> other = new ProjectionRun<>(given, way).run();
      if (!other.equals(first)) {
        throw new AssertionError(
            "Projection %s does not always tell the same of the same events; is one of its functions or aggregates not a function of the event alone, or does an aggregate depend on order? It told%n  %s%nand then%n  %s"
                .formatted(given.model().type().name(), first, other));
      }
    }
    return first;
  }

  private ProjectionRun(GivenStreams<E, R> given, long seed) {
    this.given = given;
    model = given.model();
    windowing = new Windowing(model.type().windows(), model.type().lateness(), model.type().emit());
    summaries = new Summaries<>(List.of(model.type().aggregate()));
    random = new Random(seed);
    state = WindowState.of(windowing, summaries);
    tables = new Tables(given);
    for (int input : given.inputs().keySet()) {
      if (!tables.isTable(input)) {
        begin(input);
      }
    }
  }

  private void begin(int input) {
    clocks.put(input, new PartitionClock(new WindowTimes(model.type().lateness())));
    intakes.put(input, new Intake<>(windowing, summaries));
    shipped.put(input, Window.BEGINNING);
  }

  /** Inputs that wait for a table are left as they are while that goes on. */
  private Told<R> run() {
    List<Integer> left = new ArrayList<>(given.inputs().keySet());
    Set<Integer> waiting = new HashSet<>();
    while (left.size() > waiting.size()) {
      int input = left.get(random.nextInt(left.size()));
      switch (take(input)) {
        case TAKEN -> waiting.clear();
        case WAITS -> waiting.add(input);
        case ENDED -> left.removeIf(each -> each == input);
      }
      if (!tables.isTable(input) && random.nextInt(3) == 0) {
        ship(input);
      }
      if (random.nextInt(10) == 0) {
        crash();
      }
    }
    clocks.keySet().forEach(this::ship);
    return told();
  }

  private enum Step {
    TAKEN,
    WAITS,
    ENDED
  }

  /** The next of {@code input}. */
  private Step take(int input) {
    List<Entry> entries = given.inputs().getOrDefault(input, List.of());
    int offset = next.getOrDefault(input, 0);
    if (offset >= entries.size()) {
      return Step.ENDED;
    }
    Entry entry = entries.get(offset);
    if (tables.isTable(input)) {
      tables.take(input, entry);
    } else if (!take(input, entry, offset)) {
      return Step.WAITS;
    }
    next.put(input, offset + 1);
    return Step.TAKEN;
  }

  /** Whether it does not wait for a table. */
  private boolean take(int input, Entry entry, int offset) {
    if (!(entry instanceof Entry.Event event)) {
      clock(input).at(entry.time());
      return true;
    }
    return take(
        model.sources().get(input / given.partitions()),
        event,
        new Occurrence(event.time(), input, offset));
  }

  private <S> boolean take(SourceModel<S, E> source, Entry.Event entry, Occurrence at) {
    SourceRecords.Outcome<S> outcome =
        SourceRecords.read(
            source.record(),
            entry,
            (key, time) -> tables.find(at.partition() / given.partitions(), key, time));
    if (outcome instanceof SourceRecords.Waits<S>) {
      return false;
    }
    long clock = clock(at.partition()).at(entry.time());
    switch (outcome) {
      case SourceRecords.Given<S>(S record) ->
          take(
              source.source(),
              new Incoming<>(entry.key(), EventTimes.time(entry.time()), record),
              entry,
              at,
              clock);
      case SourceRecords.Refused<S>(String reason) -> rejected.add(reason);
      case SourceRecords.Skipped<S> skipped -> {}
      case SourceRecords.Waits<S> waits -> throw new IllegalStateException("It waits");
    }
    return true;
  }

  private <S> void take(
      ProjectionSource<S, E> reading,
      Incoming<S> incoming,
      Entry.Event entry,
      Occurrence at,
      long clock) {
    try {
      if (!reading.filter().test(incoming)) {
        return;
      }
      String key = reading.key().map(about -> about.apply(incoming)).orElse(entry.key());
      if (!EventKeys.isKey(key)) {
        rejected.add("Its key is '%s': %s".formatted(key, EventKeys.RULE));
        return;
      }
      for (Window window :
          intake(at.partition()).add(key, reading.value().apply(incoming), at, clock).tooLate()) {
        late.add(
            new MissedEvent(
                key,
                EventTimes.time(Math.max(window.start(), EventTimes.MIN)),
                EventTimes.time(Math.min(window.end(), EventTimes.MAX)),
                EventTimes.time(at.time()),
                entry.event()));
      }
    } catch (RuntimeException failure) {
      rejected.add("%s: %s".formatted(entry.event(), failure));
    }
  }

  /** As from one node to another. */
  private void ship(int input) {
    for (Contribution contribution : intake(input).drain()) {
      state.add(input, throughBytes(contribution));
    }
    shipped.put(input, clock(input).clock());
    results.addAll(state.advance(watermark()));
  }

  private long watermark() {
    return shipped.values().stream().mapToLong(Long::longValue).min().orElse(Window.BEGINNING);
  }

  /** Another goes on with what was kept. */
  private void crash() {
    state.changes().forEach(row -> rows.put(row.id(), row));
    state = WindowState.of(windowing, summaries);
    state.restore(watermark(), rows.values());
  }

  private Contribution throughBytes(Contribution contribution) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      contribution.write(summaries, new DataOutputStream(bytes));
      return Contribution.read(
          summaries, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException memoryNeverFails) {
      throw new UncheckedIOException(memoryNeverFails);
    }
  }

  private Told<R> told() {
    return new Told<>(
        results.stream()
            .sorted(WindowResult.ORDER)
            .map(result -> ProjectionResult.of(result, model.type().result()))
            .map(this::throughAvro)
            .toList(),
        late.stream()
            .sorted(
                Comparator.comparing(MissedEvent::end)
                    .thenComparing(MissedEvent::key)
                    .thenComparing(MissedEvent::at)
                    .thenComparing(missed -> missed.event().toString()))
            .toList(),
        rejected.stream().sorted().toList());
  }

  private ProjectionResult<R> throughAvro(ProjectionResult<R> result) {
    return new ProjectionResult<>(
        result.key(),
        result.start(),
        result.end(),
        result.version(),
        result.kind(),
        result.count(),
        result.values().map(values -> model.avro().decode(model.avro().encode(values))));
  }

  private PartitionClock clock(int input) {
    return Objects.requireNonNull(clocks.get(input));
  }

  private Intake<E> intake(int input) {
    return Objects.requireNonNull(intakes.get(input));
  }
}
