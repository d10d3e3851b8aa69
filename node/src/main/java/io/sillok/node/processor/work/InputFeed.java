package io.sillok.node.processor.work;

import io.sillok.node.stream.input.InputDecoder;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.reader.LogFollower;
import io.sillok.persistence.writer.LogWriters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hands out the events of one partition of an input in turn. One read at a time. */
final class InputFeed<I> implements AutoCloseable {

  private final LogId log;
  private final LogWriters writers;
  private final LogFollower follower;
  private final InputDecoder<I> decoder;
  private final Deque<IndexedEvent> waiting = new ArrayDeque<>();
  private long next;

  /**
   * @param from the first offset that is read
   */
  InputFeed(
      LogId log, LogWriters writers, LogFollower follower, InputDecoder<I> decoder, long from) {
    this.log = log;
    this.writers = writers;
    this.follower = follower;
    this.decoder = decoder;
    next = from;
  }

  /**
   * Some events of a partition.
   *
   * @param events in offset order
   * @param next all events of the input before this offset were handed out, once these are taken
   * @param end whether there was no more
   */
  record Page(List<IndexedEvent> events, long next, boolean end) {}

  /** Has {@code wake} called, on any thread, when there may be more to read. */
  void start(Runnable wake) {
    follower.start(wake);
  }

  /** The next events, at most {@code limit}; they come again until they are taken. */
  CompletionStage<Page> read(int limit) {
    if (waiting.isEmpty()) {
      return follower.read(next).thenApply(blocks -> arrived(blocks, limit));
    }
    return CompletableFuture.completedFuture(page(limit, false));
  }

  private Page arrived(List<Block> blocks, int limit) {
    add(blocks);
    if (blocks.isEmpty()) {
      next = Math.max(next, follower.passed());
    }
    return page(limit, blocks.isEmpty());
  }

  private void add(List<Block> blocks) {
    for (Block block : blocks) {
      block.indexed().stream()
          .filter(event -> event.offset() >= next && decoder.isOf(event.event()))
          .forEach(waiting::add);
      next = Math.max(next, block.nextOffset());
    }
  }

  private Page page(int limit, boolean end) {
    List<IndexedEvent> events = waiting.stream().limit(limit).toList();
    return new Page(events, behind(events.size()), end);
  }

  /** All events before this offset are done once the first {@code taken} that wait are. */
  long behind(int taken) {
    return waiting.stream().skip(taken).findFirst().map(IndexedEvent::offset).orElse(next);
  }

  /** Reads on where no more than {@code taken} events wait. */
  CompletionStage<Void> lookAhead(int taken) {
    return waiting.size() > taken
        ? CompletableFuture.completedFuture(null)
        : follower.read(next).thenAccept(this::add);
  }

  /** All events before this offset were read. */
  long seen() {
    return next;
  }

  /** The first {@code count} events of what was read are done. */
  void take(int count) {
    for (int each = 0; each < count; each++) {
      waiting.removeFirst();
    }
  }

  /** All events of the input before this offset were taken. */
  long reached() {
    return behind(0);
  }

  /** The same where nothing waits to be taken; more than that once it is known. */
  long passed() {
    return follower.passed();
  }

  /** The event at {@code offset}; nothing if retention has dropped it. */
  CompletionStage<Optional<IndexedEvent>> at(long offset) {
    return writers
        .read(log, offset, 1)
        .thenApply(blocks ->
            blocks.stream()
                .flatMap(block -> block.indexed().stream())
                .filter(event -> event.offset() == offset && decoder.isOf(event.event()))
                .findFirst());
  }

  @Override
  public void close() {
    follower.close();
  }
}
