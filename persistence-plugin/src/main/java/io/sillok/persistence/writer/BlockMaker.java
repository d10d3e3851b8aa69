package io.sillok.persistence.writer;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Makes the next block of a log. Knows its head; not thread-safe. */
final class BlockMaker {

  private final LogId log;
  private final UUID writer;
  private final InstantSource clock;

  private long head;
  private long epoch;
  private Instant lastAppendedAt = Instant.MIN;

  /** By the largest advance that is known of; there may be larger ones in blocks not seen here. */
  private Instant advancedTo = Instant.MIN;

  BlockMaker(LogId log, UUID writer, InstantSource clock) {
    this.log = log;
    this.writer = writer;
    this.clock = clock;
  }

  /** The block that takes the log over behind {@code last}. */
  Block takeOver(Optional<Block> last) {
    goOnBehind(last);
    epoch = last.map(Block::epoch).orElse(0L) + 1;
    return block(Block.Kind.TAKEOVER, null, List.of());
  }

  /** Goes on behind {@code last}, beside other processes; writes no block for it. */
  List<Block> adopt(Optional<Block> last) {
    goOnBehind(last);
    epoch = last.map(Block::epoch).orElse(1L);
    return List.of();
  }

  private void goOnBehind(Optional<Block> last) {
    head = last.map(Block::nextOffset).orElse(0L);
    lastAppendedAt = last.map(Block::appendedAt).orElse(Instant.MIN);
    last.ifPresent(this::learnAdvance);
  }

  private void learnAdvance(Block block) {
    Instant time = block.maxEventTime();
    if (block.kind() == Block.Kind.ADVANCE && time != null) {
      advancedTo = latest(advancedTo, time);
    }
  }

  /** The offset of the next block. */
  long head() {
    return head;
  }

  long epoch() {
    return epoch;
  }

  /**
   * Whether an advance is known that says {@code time} or later. Events say nothing here: their
   * times may be wrong, and whoever reads them decides.
   */
  boolean isAdvancedTo(Instant time) {
    return !time.isAfter(advancedTo);
  }

  /** The block that holds {@code writes}, which all have events, or are all advances. */
  Block next(List<PendingWrite> writes) {
    @Nullable Instant time = null;
    for (PendingWrite write : writes) {
      Instant to = write.advanceTo();
      time = to == null || (time != null && time.isAfter(to)) ? time : to;
    }
    return time == null ? events(writes) : block(Block.Kind.ADVANCE, time, List.of());
  }

  private Block events(List<PendingWrite> writes) {
    List<LoggedEvent> events = new ArrayList<>(writes.size());
    Instant latest = Instant.MIN;
    for (PendingWrite write : writes) {
      for (LoggedEvent event : write.events()) {
        events.add(event);
        latest = latest.isBefore(event.eventTime()) ? event.eventTime() : latest;
      }
    }
    return block(Block.Kind.EVENTS, latest, events);
  }

  /** {@code block} stands at the head. */
  void appended(Block block) {
    head = block.nextOffset();
    lastAppendedAt = latest(lastAppendedAt, block.appendedAt());
    learnAdvance(block);
  }

  private Block block(Block.Kind kind, @Nullable Instant maxEventTime, List<LoggedEvent> events) {
    // A clock that was set back must not make a log's append times run backwards.
    Instant now = latest(lastAppendedAt, clock.instant().truncatedTo(ChronoUnit.MICROS));
    return new Block(log, head, attempt(), writer, epoch, kind, now, maxEventTime, events);
  }

  /** Unique, not secret: a secure random source would cost more than the rest of the block. */
  private static UUID attempt() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
