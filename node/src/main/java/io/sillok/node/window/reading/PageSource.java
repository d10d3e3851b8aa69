package io.sillok.node.window.reading;

import io.sillok.node.window.lookup.OpenTable;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads pages of one partition, aside of the actor that asks for them. */
public final class PageSource implements AutoCloseable {

  /** A page has no block that begins behind a multiple of it that it does not begin behind. */
  private static final long BOUNDARY = 4096;

  private final ReaderParts parts;
  private final LogId log;
  private final PartitionReading<?> reading;
  private final Optional<OpenTable> table;

  /**
   * @param table that {@code reading} looks up; it is closed with this
   */
  public PageSource(
      ReaderParts parts, LogId log, PartitionReading<?> reading, Optional<OpenTable> table) {
    this.parts = parts;
    this.log = log;
    this.reading = reading;
    this.table = table;
  }

  LogId log() {
    return log;
  }

  /** Number of the partition among all that the projection reads. */
  int input() {
    return reading.input();
  }

  CompletionStage<ReadPage> read(long from, long eventTime) {
    return parts
        .heads()
        .writers()
        .read(log, from, parts.pageBytes())
        .thenApplyAsync(
            blocks -> reading.read(from, eventTime, untilBoundary(from, blocks)), parts.executor());
  }

  /** Shards that have come to different offsets are at the same one from the next boundary on. */
  private static List<Block> untilBoundary(long from, List<Block> blocks) {
    if (blocks.isEmpty()) {
      return blocks;
    }
    long begin = Math.max(from, blocks.getFirst().firstOffset()); // retention may have dropped some
    long boundary = (begin / BOUNDARY + 1) * BOUNDARY;
    return blocks.stream().filter(block -> block.firstOffset() < boundary).toList();
  }

  byte[] toBytes(ReadPart part) {
    return part.toBytes(reading.summaries());
  }

  /**
   * Has {@code wake} called when what {@code page} waits for may have come, on any thread. Answers
   * whether there is nothing more to read before the table's stream gets more.
   */
  boolean await(ReadPage page, Runnable wake) {
    return page.waitsFor().isEmpty()
        || table.isEmpty()
        || table.get().await(page.waitsFor().get(), wake);
  }

  @Override
  public void close() {
    table.ifPresent(OpenTable::close);
  }
}
