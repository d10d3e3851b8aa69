package io.sillok.persistence;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One atomic append to a log. A block stands at its first offset in a cell that is written once.
 *
 * @param firstOffset the offset of the first event, from 0
 * @param attempt unique to one attempt to append, so that whoever finds the cell taken knows
 *     whether it was by itself
 * @param writer the process that wrote it
 * @param epoch the writer epoch, from 1; grows with each takeover
 * @param appendedAt when the log took it, to the microsecond
 * @param maxEventTime the largest event time in it; the one that event time has moved on to in a
 *     block of kind {@link Kind#ADVANCE}; null in a takeover block
 * @param events empty unless {@code kind} is {@link Kind#EVENTS}
 */
public record Block(
    LogId log,
    long firstOffset,
    UUID attempt,
    UUID writer,
    long epoch,
    Kind kind,
    Instant appendedAt,
    @Nullable Instant maxEventTime,
    List<LoggedEvent> events) {

  /** What a block says. */
  public enum Kind {
    /** Events. */
    EVENTS(0),
    /** A new writer owns the partition. */
    TAKEOVER(1),
    /** Event time has moved on without an event. */
    ADVANCE(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** The number that stands for it in a store; never changes. */
    public int code() {
      return code;
    }

    /** The kind that {@code code} stands for. */
    public static Kind of(int code) {
      return switch (code) {
        case 0 -> EVENTS;
        case 1 -> TAKEOVER;
        case 2 -> ADVANCE;
        default -> throw new IllegalArgumentException("No kind of block has the number " + code);
      };
    }
  }

  public Block {
    events = List.copyOf(events);
  }

  /**
   * The offset after this block. A block without events takes one offset, so that every cell is
   * unique.
   */
  public long nextOffset() {
    return firstOffset + Math.max(1, events.size());
  }

  /** Those of its events that an index by persistence id has, with where they stand. */
  public List<IndexedEvent> forIndex() {
    return indexed().stream().filter(each -> each.event().isIndexed()).toList();
  }

  /** Its events with where they stand. */
  public List<IndexedEvent> indexed() {
    List<IndexedEvent> indexed = new ArrayList<>(events.size());
    for (int index = 0; index < events.size(); index++) {
      indexed.add(new IndexedEvent(log, firstOffset + index, appendedAt, events.get(index)));
    }
    return indexed;
  }
}
