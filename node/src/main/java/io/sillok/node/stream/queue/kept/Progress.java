package io.sillok.node.stream.queue.kept;

import java.util.List;
import java.util.Optional;

/**
 * How far a queue has come in one partition. An event is settled, a dead letter, or to be handed
 * out.
 *
 * @param queueId of the queue that it belongs to; empty before it was opened
 * @param next all offsets before are settled, but {@code replayed}
 * @param settled offsets behind {@code next}, dead letters among them
 * @param replayed offsets before {@code next} that are to be handed out again, ascending
 * @param attempts that were made in vain, of events to be handed out, ascending by offset
 * @param deadLetters ascending by offset
 * @param skipped offsets that retention dropped before they were settled
 */
public record Progress(
    String queueId,
    long next,
    List<OffsetRange> settled,
    List<Long> replayed,
    List<Attempt> attempts,
    List<DeadLetter> deadLetters,
    long skipped) {

  public static final Progress NONE =
      new Progress("", 0, List.of(), List.of(), List.of(), List.of(), 0);

  public Progress {
    settled = List.copyOf(settled);
    replayed = List.copyOf(replayed);
    attempts = List.copyOf(attempts);
    deadLetters = List.copyOf(deadLetters);
  }

  /** Whether the event at {@code offset} is not to be handed out any more. */
  public boolean isSettled(long offset) {
    return offset < next
        ? Sorted.find(replayed, offset, Long::longValue).isEmpty()
        : OffsetRanges.contains(settled, offset);
  }

  public Optional<Attempt> attempt(long offset) {
    return Sorted.find(attempts, offset, Attempt::offset);
  }

  public Optional<DeadLetter> deadLetter(long offset) {
    return Sorted.find(deadLetters, offset, DeadLetter::offset);
  }

  /** How many offsets from {@code from} to before {@code to} were never settled. */
  public long unsettled(long from, long to) {
    long first = Math.max(from, next);
    long beyond =
        settled.stream()
            .mapToLong(range -> Math.min(range.to(), to) - Math.max(range.from(), first))
            .filter(size -> size > 0)
            .sum();
    return Math.max(0, to - first - beyond);
  }

  Progress withAttempts(List<Attempt> others) {
    return new Progress(queueId, next, settled, replayed, others, deadLetters, skipped);
  }

  Progress withDeadLetters(List<DeadLetter> others) {
    return new Progress(queueId, next, settled, replayed, attempts, others, skipped);
  }
}
