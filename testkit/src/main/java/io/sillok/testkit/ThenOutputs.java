package io.sillok.testkit;

import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.Output;
import io.sillok.testkit.Outcome.Parked;
import io.sillok.testkit.Outcome.Processed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What followed from an event. Expectations can be chained; each fails with what was found instead,
 * and all but {@link #thenParked} fail for an event that a node parks.
 */
public final class ThenOutputs<I, S> {

  private static final String TO_EMIT = "to emit";

  private final ProcessorTrips<I, S> trips;
  private final GivenInput<I, S> after;
  private final String cause;
  private final Outcome<S> outcome;

  ThenOutputs(
      ProcessorTrips<I, S> trips, GivenInput<I, S> after, String cause, Outcome<S> outcome) {
    this.trips = trips;
    this.after = after;
    this.cause = cause;
    this.outcome = outcome;
  }

  /**
   * Exactly {@code events} were emitted, in this order, to {@code stream} and to no other; their
   * keys do not matter.
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read, never written to
  public final <E> ThenOutputs<I, S> thenEmits(EventDefinition<E> stream, E... events) {
    List<Emitted> expected =
        Stream.of(events).map(event -> new Emitted(stream.stream(), Optional.of(event))).toList();
    List<Emitted> found = outputs().stream().map(Emitted::of).toList();
    return same(
        TO_EMIT,
        expected,
        found,
        expected.equals(found) || trips.areWritten(stream, List.of(events), processed().written()));
  }

  private record Emitted(String stream, Optional<?> event) {
    static Emitted of(Output<?> output) {
      return new Emitted(output.stream().stream(), output.event());
    }
  }

  /**
   * Exactly {@code outputs} were emitted, in this order, to these streams and with the keys that
   * they were given.
   */
  public ThenOutputs<I, S> thenEmits(List<? extends Output<?>> outputs) {
    return same(
        TO_EMIT,
        outputs,
        outputs(),
        outputs.equals(outputs()) || trips.areWritten(outputs, processed().written()));
  }

  /** Nothing was emitted. */
  public ThenOutputs<I, S> thenEmitsNothing() {
    return same(TO_EMIT, List.of(), outputs(), outputs().isEmpty());
  }

  /** The key is in {@code state} now. */
  public ThenOutputs<I, S> thenState(S state) {
    return same("to lead to", state, state(), trips.isAlike(state, state()));
  }

  /**
   * A node parks the event after all attempts, as if it had not come: the rules throw, or what they
   * answer cannot stand. The next event finds the state of before.
   *
   * @param partsOfReason what the reason contains
   */
  public GivenInput<I, S> thenParked(String... partsOfReason) {
    if (!(outcome instanceof Parked<S>(String reason))) {
      throw new AssertionError(
          "Expected %s to be parked,%n  but it was processed: %s"
              .formatted(cause, processed().processing()));
    }
    for (String part : partsOfReason) {
      if (!reason.contains(part)) {
        throw new AssertionError(
            "Expected %s to be parked with a reason that contains%n  %s%nbut found%n  %s"
                .formatted(cause, part, reason));
      }
    }
    return after;
  }

  /** What was emitted. */
  public List<Output<?>> outputs() {
    return processed().processing().outputs();
  }

  /** The state that the key is in now. */
  public S state() {
    return processed().processing().state();
  }

  /** The same key with the next event. */
  public ThenOutputs<I, S> when(I next) {
    processed();
    return after.when(next);
  }

  private Processed<S> processed() {
    return switch (outcome) {
      case Processed<S> processed -> processed;
      case Parked<S>(String reason) ->
          throw new AssertionError(
              "A node could not take this: %s is parked: %s".formatted(cause, reason));
    };
  }

  private ThenOutputs<I, S> same(String relation, Object expected, Object found, boolean same) {
    if (!same) {
      throw new AssertionError(
          "Expected %s %s%n  %s%nbut found%n  %s".formatted(cause, relation, expected, found));
    }
    return this;
  }
}
