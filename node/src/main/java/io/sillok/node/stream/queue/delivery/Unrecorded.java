package io.sillok.node.stream.queue.delivery;

import io.sillok.node.stream.queue.kept.Attempt;
import io.sillok.node.stream.queue.kept.DeadLetter;
import io.sillok.node.stream.queue.kept.OffsetRange;
import io.sillok.node.stream.queue.kept.Progress;
import io.sillok.node.stream.queue.kept.ProgressCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What has become of events since it was last recorded. Pure. */
final class Unrecorded {

  /** What no worker hears of is recorded alone only when it has come to so many offsets. */
  private static final long WORTH_RECORDING = 1000;

  /** A longer reason is cut. */
  private static final int LONGEST_REASON = 300;

  private final NavigableSet<Long> settled = new TreeSet<>();
  private final SortedMap<Long, Attempt> attempts = new TreeMap<>();
  private final SortedMap<Long, DeadLetter> dead = new TreeMap<>();

  /** Replayed, and not read yet. */
  private final NavigableSet<Long> awaited = new TreeSet<>();

  private NavigableSet<Long> underWay = new TreeSet<>();
  private Set<Long> dying = Set.of();
  private boolean recording;
  private Progress progress;
  private long readTo;

  Unrecorded(Progress progress) {
    this.progress = progress;
    readTo = progress.next();
    awaited.addAll(progress.replayed());
  }

  Progress progress() {
    return progress;
  }

  void changed(Progress other) {
    progress = other;
  }

  void readTo(long next) {
    readTo = Math.max(readTo, next);
  }

  void await(long offset) {
    awaited.add(offset);
  }

  int awaited() {
    return awaited.size();
  }

  void arrived(long offset) {
    awaited.remove(offset);
  }

  /** It was read, and is none for any worker. */
  void passed(long offset) {
    arrived(offset);
    if (offset < progress.next()) {
      settled.add(offset);
    }
  }

  boolean isSettled(long offset) {
    return progress.isSettled(offset) || settled.contains(offset) || underWay.contains(offset);
  }

  /** Whether it was given up, though perhaps not durably yet. */
  boolean isGivenUp(long offset) {
    return dead.containsKey(offset)
        || dying.contains(offset)
        || progress.deadLetter(offset).isPresent();
  }

  /** Whether it may be handed out later, though it is not here. */
  boolean isOpen(long offset) {
    return !isSettled(offset) && (offset >= readTo || awaited.contains(offset));
  }

  /** Settles an event that was not read, or not again; whether it was not settled before. */
  boolean settleUnread(long offset) {
    boolean open = isOpen(offset);
    if (open) {
      awaited.remove(offset);
      settled.add(offset);
    }
    return open;
  }

  void settled(long offset) {
    settled.add(offset);
    attempts.remove(offset);
  }

  void failed(Attempt attempt) {
    attempts.put(attempt.offset(), attempt);
  }

  void gaveUp(long offset, int made, String reason, Instant at) {
    settled(offset);
    String bounded =
        reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason;
    dead.put(offset, new DeadLetter(offset, made, bounded, at));
  }

  /**
   * What there is to record, if there is, and nothing else is being recorded.
   *
   * @param read the events that are here, by offset
   */
  Optional<ProgressCommand.Report> record(NavigableMap<Long, ?> read) {
    if (recording) {
      return Optional.empty();
    }
    long next = firstOpen(read);
    if (settled.isEmpty() && attempts.isEmpty() && next - progress.next() < WORTH_RECORDING) {
      return Optional.empty();
    }
    List<OffsetRange> beyond = new ArrayList<>();
    for (long offset : settled.tailSet(next)) {
      beyond.add(new OffsetRange(offset, offset < readTo ? nextRead(offset, read) : offset + 1));
    }
    List<Long> replayed = List.copyOf(settled.headSet(progress.next()));
    ProgressCommand.Report happened =
        new ProgressCommand.Report(
            next, beyond, replayed, List.copyOf(attempts.values()), List.copyOf(dead.values()));
    recording = true;
    underWay = new TreeSet<>(settled);
    dying = Set.copyOf(dead.keySet());
    settled.clear();
    attempts.clear();
    dead.clear();
    return Optional.of(happened);
  }

  /** The first offset behind the recorded ones that is not settled, or not read. */
  private long firstOpen(NavigableMap<Long, ?> read) {
    long first = readTo;
    for (long offset : read.tailMap(progress.next()).keySet()) {
      if (!settled.contains(offset)) {
        first = offset;
        break;
      }
    }
    Long waiting = awaited.ceiling(progress.next());
    return Math.max(progress.next(), waiting == null ? first : Math.min(first, waiting));
  }

  /** Up to it, what follows {@code offset} was passed. */
  private long nextRead(long offset, NavigableMap<Long, ?> read) {
    long end = readTo;
    Long other = read.higherKey(offset);
    Long waiting = awaited.higher(offset);
    end = other == null ? end : Math.min(end, other);
    return waiting == null ? end : Math.min(end, waiting);
  }

  /** It is recorded; the offsets that were settled by that. */
  Collection<Long> recorded(Progress after) {
    progress = after;
    recording = false;
    Collection<Long> done = underWay;
    underWay = new TreeSet<>();
    dying = Set.of();
    return done;
  }
}
