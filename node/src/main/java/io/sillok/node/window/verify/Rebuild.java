package io.sillok.node.window.verify;

import io.sillok.node.window.InputsDroppedException;
import io.sillok.node.window.ProjectionUnavailableException;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionInput;
import io.sillok.node.window.lookup.OpenTable;
import io.sillok.node.window.lookup.TableFeeds;
import io.sillok.node.window.lookup.TableView;
import io.sillok.node.window.lookup.TableWait;
import io.sillok.node.window.reading.PartitionReading;
import io.sillok.node.window.reading.ReadPage;
import io.sillok.node.window.reading.ReadPart;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.writer.LogWriters;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowTimes;
import io.sillok.protocol.window.run.WindowResult;
import io.sillok.protocol.window.run.WindowState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;

/**
 * Makes all results of a projection anew, in memory. Whichever partition has come the least far is
 * read next, so that as little as possible waits for the others.
 */
final class Rebuild<E> implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ProjectionDefinition<E> definition;
  private final Cut cut;
  private final LogWriters writers;
  private final Executor executor;
  private final int pageBytes;
  private final WindowTimes times;
  private final List<PartitionReading<E>> readings = new ArrayList<>();

  /** By source; empty where it looks up none. */
  private final List<Optional<OpenTable>> tables = new ArrayList<>();

  private final List<WindowState> shards = new ArrayList<>();
  private final long[] offsets;
  private final long[] eventTimes;
  private final long[] dropped;
  private final ObjIntConsumer<WindowResult> told;
  private long late;

  /**
   * @param told gets each result with the number of its shard, in the order of that
   */
  Rebuild(
      ProjectionDefinition<E> definition,
      Cut cut,
      LogWriters writers,
      TableFeeds feeds,
      Executor executor,
      int pageBytes,
      ObjIntConsumer<WindowResult> told) {
    this.definition = definition;
    this.cut = cut;
    this.writers = writers;
    this.executor = executor;
    this.pageBytes = pageBytes;
    this.told = told;
    times = new WindowTimes(definition.windowing().lateness());
    Partitioner partitioner = writers.partitioner();
    for (int source = 0; source < definition.sources().size(); source++) {
      Optional<OpenTable> table = definition.sources().get(source).table().map(feeds::open);
      tables.add(table);
      TableView view = table.<TableView>map(open -> open).orElse(TableView.NONE);
      for (int partition = 0; partition < partitioner.partitions(); partition++) {
        readings.add(new PartitionReading<>(definition, source, partition, partitioner, view));
      }
    }
    for (int shard = 0; shard < partitioner.partitions(); shard++) {
      shards.add(WindowState.of(definition.windowing(), definition.summaries()));
    }
    offsets = new long[readings.size()];
    eventTimes = new long[readings.size()];
    dropped = new long[readings.size()];
    Arrays.fill(eventTimes, Window.BEGINNING);
  }

  /** Reads all; the stage has how many pairs of events and windows were too late. */
  CompletionStage<Long> run() {
    int next = -1;
    for (int input = 0; input < offsets.length; input++) {
      if (offsets[input] < cut.end(input)
          && (next < 0 || times.clock(eventTimes[input]) < times.clock(eventTimes[next]))) {
        next = input;
      }
    }
    return next < 0 ? CompletableFuture.supplyAsync(this::requireAll, executor) : read(next);
  }

  /** What was told follows from what was read, if shards have read as much. */
  private long requireAll() {
    for (int input = 0; input < dropped.length; input++) {
      if (dropped[input] != Math.min(cut.dropped(input), cut.end(input))) {
        throw dropped(input);
      }
    }
    return late;
  }

  private InputsDroppedException dropped(int input) {
    return new InputsDroppedException(
        "Projection %s cannot be verified: retention has dropped events of partition %d of %s that its results follow from, so they cannot be made anew; keep events as long as results are to be verified"
            .formatted(
                definition.version().projection(),
                input % shards.size(),
                definition.sources().get(input / shards.size()).stream()));
  }

  private CompletionStage<Long> read(int input) {
    return writers
        .read(log(input), offsets[input], pageBytes)
        .thenComposeAsync(
            blocks ->
                take(input, blocks)
                    .map(wait -> known(input, wait).thenComposeAsync(done -> run(), executor))
                    .orElseGet(this::run),
            executor);
  }

  /**
   * What a shard has read was known then, so it is known unless the table's retention has dropped
   * what said so: then its log ends before, and nobody knows for how long.
   */
  private CompletionStage<Void> known(int input, TableWait wait) {
    CompletableFuture<Void> known = new CompletableFuture<>();
    boolean isEnd =
        tables.get(input / shards.size()).orElseThrow().await(wait, () -> known.complete(null));
    return isEnd
        ? known
            .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .thenAccept(done -> requireKnown(input, wait))
        : known;
  }

  private void requireKnown(int input, TableWait wait) {
    ProjectionInput<E> source = definition.sources().get(input / shards.size());
    if (tables.get(input / shards.size()).orElseThrow().await(wait, () -> {})) {
      throw new ProjectionUnavailableException(
          "Projection %s cannot be verified now: event time in partition %d of %s, which it looks up, does not come to %s, for what said so is retained no more; verify it when there are later events"
              .formatted(
                  definition.version().projection(),
                  wait.partition(),
                  source.table().orElseThrow().log(),
                  EventTimes.time(wait.time())));
    }
  }

  private LogId log(int input) {
    int partitions = shards.size();
    return new LogId(definition.sources().get(input / partitions).log(), input % partitions);
  }

  /** What has to be waited for before there is more to take. */
  private Optional<TableWait> take(int input, List<Block> blocks) {
    List<Block> within =
        blocks.stream().filter(block -> block.firstOffset() < cut.end(input)).toList();
    if (within.isEmpty()) { // retention has dropped the rest
      dropped[input] += cut.end(input) - offsets[input];
      offsets[input] = cut.end(input);
      return Optional.empty();
    }
    ReadPage page =
        readings.get(input).read(offsets[input], cut.end(input), eventTimes[input], within);
    dropped[input] += Math.max(0, within.getFirst().firstOffset() - offsets[input]);
    if (cut.dropped(input) >= 0 && dropped[input] > cut.dropped(input)) {
      throw dropped(input); // the rest cannot make up for it
    }
    for (int shard = 0; shard < shards.size(); shard++) {
      WindowState state = shards.get(shard);
      ReadPart part = page.take(shard).orElseThrow();
      part.contributions().forEach(each -> state.add(input, each));
      late += part.late().size();
      offsets[input] = part.next();
      eventTimes[input] = part.eventTime();
    }
    advance();
    return page.isEmpty() ? page.waitsFor() : Optional.empty();
  }

  private void advance() {
    if (definition.isInPlace()) {
      for (int shard = 0; shard < shards.size(); shard++) {
        tell(shard, times.clock(eventTimes[shard]));
      }
    } else {
      long watermark = Arrays.stream(eventTimes).map(times::clock).min().orElseThrow();
      for (int shard = 0; shard < shards.size(); shard++) {
        tell(shard, watermark);
      }
    }
  }

  private void tell(int shard, long watermark) {
    shards.get(shard).advance(watermark).forEach(result -> told.accept(result, shard));
  }

  @Override
  public void close() {
    tables.forEach(table -> table.ifPresent(OpenTable::close));
  }
}
