package io.sillok.persistence.tool;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.tool.LogReport.Fault;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Goes through the blocks of one log in order; each must follow from those before it. */
final class LogWalk {

  private final LogId log;
  private final long start;
  private final Map<String, Long> sequenceNumbers = new HashMap<>();
  private long next;
  private long epoch;
  private Instant appendedAt = Instant.MIN;
  private long blocks;
  private long events;

  LogWalk(LogId log, long start) {
    this.log = log;
    this.start = start;
    this.next = start;
  }

  /** The offset that is due next. */
  long next() {
    return next;
  }

  LogReport report(Optional<Fault> fault) {
    return new LogReport(log, start, next, blocks, events, sequenceNumbers.size(), fault);
  }

  /** Goes on to {@code block}, unless something is wrong with it. */
  Optional<Fault> follow(Block block) {
    Optional<Fault> fault = faultOf(block).or(() -> faultOfEvents(block));
    if (fault.isEmpty()) {
      next = block.nextOffset();
      epoch = block.epoch();
      appendedAt = block.appendedAt();
      blocks++;
      events += block.events().size();
    }
    return fault;
  }

  private Optional<Fault> faultOf(Block block) {
    if (!block.log().equals(log)) {
      return fault(next, "a block of log %s stands here".formatted(block.log()));
    }
    if (block.firstOffset() != next) {
      return fault(next, "no block; the next one is at %d".formatted(block.firstOffset()));
    }
    if (block.appendedAt().isBefore(appendedAt)) {
      return fault(
          next,
          "the block was appended at %s, but the one before it at %s"
              .formatted(block.appendedAt(), appendedAt));
    }
    if (block.epoch() < epoch) {
      return fault(
          next, "the block has epoch %d, but the one before it %d".formatted(block.epoch(), epoch));
    }
    if (block.events().isEmpty() == (block.kind() == Block.Kind.EVENTS)) {
      return fault(
          next,
          "the block of kind %s has %d events".formatted(block.kind(), block.events().size()));
    }
    return Optional.empty();
  }

  private Optional<Fault> faultOfEvents(Block block) {
    for (int index = 0; index < block.events().size(); index++) {
      Optional<Fault> fault = chain(block.firstOffset() + index, block.events().get(index));
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<Fault> chain(long offset, LoggedEvent event) {
    String id = event.persistenceId();
    if (!event.isIndexed() && !id.equals(Partitioner.streamId(log))) {
      return fault(offset, "event %d of %s stands here".formatted(event.sequenceNumber(), id));
    }
    Long before = sequenceNumbers.put(id, event.sequenceNumber());
    if (event.sequenceNumber() <= event.previousSequenceNumber()) {
      return fault(
          offset,
          "event %d of %s names %d as the one before it"
              .formatted(event.sequenceNumber(), id, event.previousSequenceNumber()));
    }
    // What came before the start of a trimmed log is not known.
    boolean known = before != null || start == 0;
    long expected = before == null ? 0 : before;
    if (known && event.previousSequenceNumber() != expected) {
      return fault(
          offset,
          "event %d of %s names %d as the one before it, but the log has %s"
              .formatted(
                  event.sequenceNumber(),
                  id,
                  event.previousSequenceNumber(),
                  before == null ? "none" : before.toString()));
    }
    return Optional.empty();
  }

  private static Optional<Fault> fault(long offset, String problem) {
    return Optional.of(new Fault(offset, problem));
  }
}
