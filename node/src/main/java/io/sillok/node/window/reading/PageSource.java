package io.sillok.node.window.reading;

import io.sillok.persistence.LogId;
import java.util.concurrent.CompletionStage;

/** Reads pages of one partition, aside of the actor that asks for them. */
public final class PageSource {

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
        .thenApplyAsync(blocks -> reading.read(from, eventTime, blocks), parts.executor());
  }

  byte[] toBytes(ReadPart part) {
    return part.toBytes(reading.summaries());
  }
}
