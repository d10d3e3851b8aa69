package io.sillok.node;

import io.sillok.node.clicks.ClicksModule.ProductClicked;
import io.sillok.node.stream.StreamRecord;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowTimes;
import io.sillok.protocol.window.aggregate.Occurrence;
import io.sillok.protocol.window.run.Intake;
import io.sillok.protocol.window.run.PartitionClock;
import io.sillok.protocol.window.run.Summaries;
import io.sillok.protocol.window.run.WindowResult;
import io.sillok.protocol.window.run.WindowState;
import io.sillok.protocol.window.run.Windowing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What projections of clicks should tell, worked out from the logs in one go: no shards, no
 * batches, one partition after the other.
 */
final class ProjectionLog {

  private static final AvroCodec<ProductClicked> CODEC = AvroCodec.of(ProductClicked.class);

  private final Map<Integer, List<Entry>> partitions = new TreeMap<>();

  /** An event, or an advance without one. */
  private record Entry(long offset, long time, @Nullable ProductClicked click) {}

  static ProjectionLog of(LogStore store, String stream) {
    ProjectionLog log = new ProjectionLog();
    for (int partition = 0; partition < store.partitions(); partition++) {
      log.read(store, new LogId(stream, partition));
    }
    return log;
  }

  private void read(LogStore store, LogId id) {
    List<Entry> entries = new ArrayList<>();
    long next = 0;
    List<Block> blocks = TestNodes.await(store.log(id).read(next, 1 << 20));
    while (!blocks.isEmpty()) {
      for (Block block : blocks) {
        if (block.events().isEmpty() && block.maxEventTime() != null) {
          long time = EventTimes.micros(block.maxEventTime());
          entries.add(new Entry(block.firstOffset(), time, null));
        }
        for (IndexedEvent event : block.indexed()) {
          StreamRecord record = StreamRecordCodec.decode(event.event().payload().bytes());
          entries.add(
              new Entry(
                  event.offset(),
                  EventTimes.micros(event.event().eventTime()),
                  CODEC.decode(record.avro())));
        }
      }
      next = blocks.getLast().nextOffset();
      blocks = TestNodes.await(store.log(id).read(next, 1 << 20));
    }
    partitions.put(id.partition(), entries);
  }

  /**
   * What a projection should have told, and what was too late for it.
   *
   * @param late as many
   */
  record Expected(List<WindowResult> results, long late, long counted, long skipped) {

    private Expected plus(Expected other) {
      return new Expected(
          Stream.concat(results.stream(), other.results.stream()).toList(),
          late + other.late,
          counted + other.counted,
          skipped + other.skipped);
    }
  }

  /**
   * What {@code type} should have told of all that is in the log.
   *
   * @param inPlace whether it keeps the stream's key: then each partition is by itself
   */
  <R> Expected expected(
      ProjectionType<ProductClicked, R> type,
      Function<ProductClicked, String> key,
      boolean inPlace) {
    return inPlace
        ? partitions.keySet().stream()
            .map(partition -> expected(type, key, Set.of(partition)))
            .reduce(new Expected(List.of(), 0, 0, 0), Expected::plus)
        : expected(type, key, partitions.keySet());
  }

  private <R> Expected expected(
      ProjectionType<ProductClicked, R> type,
      Function<ProductClicked, String> key,
      Set<Integer> chosen) {
    Windowing windowing = new Windowing(type.windows(), type.lateness(), type.emit());
    Summaries<ProductClicked> summaries = new Summaries<>(List.of(type.aggregate()));
    WindowState state = WindowState.of(windowing, summaries);
    long watermark = Window.NEVER;
    long late = 0;
    long counted = 0;
    long skipped = 0;
    for (int partition : chosen) {
      PartitionClock clock = new PartitionClock(new WindowTimes(type.lateness()));
      Intake<ProductClicked> intake = new Intake<>(windowing, summaries);
      for (Entry entry : Objects.requireNonNull(partitions.get(partition))) {
        long at = clock.at(entry.time());
        ProductClicked click = entry.click();
        if (click != null && click.price() < 0) {
          skipped++;
        } else if (click != null) {
          counted++;
          Occurrence where = new Occurrence(entry.time(), partition, entry.offset());
          late += intake.add(key.apply(click), click, where, at).tooLate().size();
        }
      }
      intake.drain().forEach(contribution -> state.add(partition, contribution));
      watermark = Math.min(watermark, clock.clock());
    }
    return new Expected(state.advance(watermark), late, counted, skipped);
  }
}
