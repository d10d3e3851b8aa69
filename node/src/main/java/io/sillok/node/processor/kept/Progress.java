package io.sillok.node.processor.kept;

import java.util.List;
import java.util.Optional;

/**
 * How far a processor has come in one partition of its input.
 *
 * @param input the stream that it reads; empty before it was begun
 * @param next all events before were processed or parked
 * @param horizon outputs of events from {@code next} on may stand, but of none from here on; not
 *     before {@code next}
 * @param heads where the outputs' streams ended before any of those could stand, or any of a parked
 *     event
 * @param parked ascending by offset
 * @param replaying of those parked, the ones that are being processed again: their outputs may
 *     stand
 * @param replayed in the order in which that happened
 * @param discarded events that were parked and never will be processed, ascending
 * @param leftOut events that were processed, but that the states are without
 * @param underway the work that has begun and not ended in order
 */
public record Progress(
    String input,
    long next,
    long horizon,
    List<StreamHeads> heads,
    List<Parked> parked,
    List<Long> replaying,
    List<Replayed> replayed,
    List<Long> discarded,
    Optional<LeftOut> leftOut,
    Optional<Underway> underway) {

  public static final Progress NONE = of("");

  public Progress {
    heads = List.copyOf(heads);
    parked = List.copyOf(parked);
    replaying = List.copyOf(replaying);
    replayed = List.copyOf(replayed);
    discarded = List.copyOf(discarded);
  }

  /** Before the first event of {@code input}. */
  static Progress of(String input) {
    return new Progress(
        input,
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** How many events have changed states: grows with each that is processed, also out of turn. */
  public long steps() {
    return next + replayed.size();
  }

  public boolean isParked(long offset) {
    return Sorted.contains(parked, offset, Parked::offset);
  }

  /** Whether it is parked, and not being processed again. */
  public boolean isAtRest(long offset) {
    return isParked(offset) && !Sorted.contains(replaying, offset, Long::longValue);
  }

  Progress advancedTo(long offset) {
    return new Progress(
        input,
        Math.max(next, offset),
        Math.max(horizon, offset),
        heads,
        parked,
        replaying,
        replayed,
        discarded,
        leftOut,
        underway);
  }

  Progress withHorizon(long offset, List<StreamHeads> before) {
    return new Progress(
        input,
        next,
        Math.max(horizon, offset),
        before,
        parked,
        replaying,
        replayed,
        discarded,
        leftOut,
        underway);
  }

  Progress withParked(List<Parked> others, List<Long> again) {
    return new Progress(
        input, next, horizon, heads, others, again, replayed, discarded, leftOut, underway);
  }

  Progress withReplayed(List<Replayed> others) {
    return new Progress(
        input, next, horizon, heads, parked, replaying, others, discarded, leftOut, underway);
  }

  Progress withDiscarded(List<Long> others) {
    return new Progress(
        input, next, horizon, heads, parked, replaying, replayed, others, leftOut, underway);
  }

  Progress withLeftOut(Optional<LeftOut> others) {
    return new Progress(
        input, next, horizon, heads, parked, replaying, replayed, discarded, others, underway);
  }

  Progress withUnderway(Optional<Underway> work) {
    return new Progress(
        input, next, horizon, heads, parked, replaying, replayed, discarded, leftOut, work);
  }
}
