package io.sillok.testkit;

import io.sillok.protocol.projection.Downstream;
import io.sillok.protocol.projection.Downstream.Commands;
import io.sillok.protocol.projection.EntityCommand;
import io.sillok.protocol.projection.ProjectionResult;
import io.sillok.protocol.projection.SourceRecord;
import io.sillok.protocol.schema.ProjectionModel;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What stands in the streams that a projection reads. Immutable. */
public final class GivenStreams<E, R> {

  private final ProjectionModel<E, R> model;
  private final int partitions;

  /**
   * By input: source and partition, and then, by the source that looks it up, table and partition.
   */
  private final Map<Integer, List<Entry>> inputs;

  /** An event, one that removes its key, or an advance without one. */
  sealed interface Entry {

    /** In microseconds since 1970. */
    long time();

    record Event(String key, long time, Object event) implements Entry {}

    record Removal(String key, long time) implements Entry {}

    record Advance(long time) implements Entry {}
  }

  private GivenStreams(
      ProjectionModel<E, R> model, int partitions, Map<Integer, List<Entry>> inputs) {
    this.model = model;
    this.partitions = partitions;
    this.inputs = inputs;
  }

  static <E, R> GivenStreams<E, R> empty(ProjectionModel<E, R> model, int partitions) {
    Map<Integer, List<Entry>> inputs = new TreeMap<>();
    for (int source = 0; source < 2 * model.sources().size(); source++) {
      if (stream(model, source).isPresent()) {
        for (int partition = 0; partition < partitions; partition++) {
          inputs.put(source * partitions + partition, List.of());
        }
      }
    }
    return new GivenStreams<>(model, partitions, inputs);
  }

  ProjectionModel<E, R> model() {
    return model;
  }

  int partitions() {
    return partitions;
  }

  Map<Integer, List<Entry>> inputs() {
    return inputs;
  }

  /** The stream of the source of that number, or, behind all sources, of the table of one. */
  private static Optional<String> stream(ProjectionModel<?, ?> model, int number) {
    int sources = model.sources().size();
    return number < sources
        ? Optional.of(model.sources().get(number).source().stream())
        : model.sources().get(number - sources).record().table();
  }

  private Class<?> record(int number) {
    int sources = model.sources().size();
    SourceRecord<?> record = model.sources().get(number % sources).source().record();
    return number >= sources && record instanceof SourceRecord.Enriched<?, ?, ?> enriched
        ? enriched.lookup().value()
        : record.event();
  }

  /** What stands in partitions of the table that {@code source} looks up. */
  int tableInput(int source, int partition) {
    return (model.sources().size() + source) * partitions + partition;
  }

  int partition(String key) {
    return Math.floorMod(key.hashCode(), partitions);
  }

  /**
   * The same with one more event.
   *
   * @param stream among those that the projection reads or looks up
   * @param key of the event in its stream, which says in which partition it is; not empty
   * @param at its event time
   * @param event of the record that the source reads, or the table's values are read into
   */
  public GivenStreams<E, R> event(String stream, String key, Instant at, Object event) {
    for (int number : numbers(stream)) {
      if (!record(number).isInstance(event)) {
        throw new IllegalArgumentException(
            "%s is read into %s, but the event is %s"
                .formatted(stream, record(number).getName(), event));
      }
    }
    return with(stream, key, new Entry.Event(key, EventTimes.micros(at), event));
  }

  /** The same with one more event that removes {@code key}, in a stream of kind entity. */
  public GivenStreams<E, R> remove(String stream, String key, Instant at) {
    return with(stream, key, new Entry.Removal(key, EventTimes.micros(at)));
  }

  private GivenStreams<E, R> with(String stream, String key, Entry entry) {
    GivenStreams<E, R> more = this;
    for (int number : numbers(stream)) {
      more = more.with(number * partitions + partition(key), entry);
    }
    return more;
  }

  /** The same with the event time of all partitions of {@code stream} at {@code to} at least. */
  public GivenStreams<E, R> advance(String stream, Instant to) {
    GivenStreams<E, R> advanced = this;
    for (int number : numbers(stream)) {
      advanced = advanced.advance(number, EventTimes.micros(to));
    }
    return advanced;
  }

  /** The same with all streams sealed: no event will be in time any more. */
  public GivenStreams<E, R> seal() {
    GivenStreams<E, R> sealed = this;
    for (int input : inputs.keySet()) {
      sealed = sealed.with(input, new Entry.Advance(Window.NEVER));
    }
    return sealed;
  }

  private GivenStreams<E, R> advance(int number, long time) {
    GivenStreams<E, R> advanced = this;
    for (int partition = 0; partition < partitions; partition++) {
      advanced = advanced.with(number * partitions + partition, new Entry.Advance(time));
    }
    return advanced;
  }

  /** Of the sources and tables that are of {@code stream}. */
  private List<Integer> numbers(String stream) {
    List<Integer> numbers =
        IntStream.range(0, 2 * model.sources().size())
            .filter(number -> stream(model, number).filter(stream::equals).isPresent())
            .boxed()
            .toList();
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException(
          "Projection %s reads no stream %s, but %s"
              .formatted(
                  model.type().name(),
                  stream,
                  IntStream.range(0, 2 * model.sources().size())
                      .boxed()
                      .flatMap(number -> stream(model, number).stream())
                      .distinct()
                      .toList()));
    }
    return numbers;
  }

  private GivenStreams<E, R> with(int input, Entry entry) {
    Map<Integer, List<Entry>> more = new TreeMap<>(inputs);
    List<Entry> entries = new ArrayList<>(inputs.getOrDefault(input, List.of()));
    entries.add(entry);
    more.put(input, List.copyOf(entries));
    return new GivenStreams<>(model, partitions, more);
  }

  /** What is told, once all partitions were read to their ends: by due, end, start and key. */
  public List<ProjectionResult<R>> results() {
    return ProjectionRun.told(this).results();
  }

  /**
   * The commands that {@code downstream} makes of what is told, in that order.
   *
   * @throws IllegalArgumentException if the projection has no such downstream of commands
   */
  public List<EntityCommand<?>> commands(String downstream) {
    List<EntityCommand<?>> commands = new ArrayList<>();
    Commands<R, ?> made = made(downstream);
    results().forEach(result -> made.command().apply(result).ifPresent(commands::add));
    return commands;
  }

  private Commands<R, ?> made(String downstream) {
    return model.type().downstream().stream()
        .filter(each -> each.name().equals(downstream))
        .map(Downstream::target)
        .flatMap(target -> target instanceof Commands<R, ?> made ? Stream.of(made) : Stream.of())
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Projection %s has no downstream %s that makes commands"
                    .formatted(model.type().name(), downstream)));
  }

  /** What was too late, for each such window once. */
  public List<MissedEvent> late() {
    return ProjectionRun.told(this).late();
  }

  /** Why events were rejected, in no order. */
  public List<String> rejected() {
    return ProjectionRun.told(this).rejected();
  }

  /** These results are told, in this order, and no others. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read, never written to
  public final GivenStreams<E, R> thenTells(ProjectionResult<R>... expected) {
    List<ProjectionResult<R>> told = results();
    if (!told.equals(Arrays.asList(expected))) {
      throw new AssertionError(
          "Projection %s should tell%n%s%nbut tells%n%s"
              .formatted(model.type().name(), lines(Arrays.asList(expected)), lines(told)));
    }
    return this;
  }

  private static String lines(List<?> values) {
    return values.isEmpty()
        ? "  nothing"
        : "  " + String.join("\n  ", values.stream().map(String::valueOf).toList());
  }

  /** Nothing was too late or rejected. */
  public GivenStreams<E, R> thenMissesNothing() {
    ProjectionRun.Told<R> told = ProjectionRun.told(this);
    if (!told.late().isEmpty() || !told.rejected().isEmpty()) {
      throw new AssertionError(
          "Projection %s should miss nothing, but too late were%n%s%nand rejected%n%s"
              .formatted(model.type().name(), lines(told.late()), lines(told.rejected())));
    }
    return this;
  }
}
