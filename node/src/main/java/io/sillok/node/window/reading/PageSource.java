package io.sillok.node.window.reading;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads pages of one partition, aside of the actor that asks for them. */
public final class PageSource {

  /** A page has no block that begins behind a multiple of it that it does not begin behind. */
  private static final long BOUNDARY = 4096;

  private final ReaderParts parts;
  private final LogId log;
  private final PartitionReading<?> reading;

  public PageSource(ReaderParts parts, LogId log, PartitionReading<?> reading) {
    this.parts = parts;
    this.log = log;
    this.reading = reading;
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
    long boundary = (from / BOUNDARY + 1) * BOUNDARY;
    return blocks.stream().filter(block -> block.firstOffset() < boundary).toList();
  }

  byte[] toBytes(ReadPart part) {
    return part.toBytes(reading.summaries());
  }
}
