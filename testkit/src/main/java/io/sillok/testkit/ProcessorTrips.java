package io.sillok.testkit;

import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.Output;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.ProcessorModel;
import io.sillok.testkit.Outcome.Parked;
import io.sillok.testkit.Outcome.Processed;
import io.sillok.testkit.OutputRules.Written;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Has events processed as a node would, and writes and reads what comes of it. */
final class ProcessorTrips<I, S> {

  private final ProcessorModel<I, S> model;

  ProcessorTrips(ProcessorModel<I, S> model) {
    this.model = model;
  }

  S initial() {
    return kept(model.type().processor().initial());
  }

  Outcome<S> process(S state, Incoming<I> incoming) {
    requireMicros(incoming.time());
    Incoming<I> read =
        new Incoming<>(
            incoming.key(),
            incoming.time(),
            RoundTrips.throughAvro(model.event(), incoming.event()));
    return twice(incoming.event(), () -> model.process(state, read));
  }

  Outcome<S> remove(S state, String key, Instant time) {
    requireMicros(time);
    return twice("The removal of " + key, () -> model.remove(state, key, time));
  }

  private static void requireMicros(Instant time) {
    if (!time.equals(time.truncatedTo(ChronoUnit.MICROS))) {
      throw new AssertionError(
          "A node could not take this: the event's time is %s, finer than a microsecond; truncate it to microseconds"
              .formatted(time));
    }
  }

  private Outcome<S> twice(Object cause, Supplier<Processing<S>> rules) {
    Outcome<S> first = outcome(rules);
    Outcome<S> second = outcome(rules);
    if (!isSame(first, second)) {
      throw new AssertionError(
          "%s was processed differently the second time; take all from the event and the state%n  first:  %s%n  second: %s"
              .formatted(cause, told(first), told(second)));
    }
    return switch (first) {
      case Processed<S>(var processing, var written) ->
          new Processed<>(
              new Processing<>(kept(processing.state()), processing.outputs()), written);
      case Parked<S> parked -> parked;
    };
  }

  /** What a node catches, too. */
  private Outcome<S> outcome(Supplier<Processing<S>> rules) {
    try {
      Processing<S> processing = rules.get();
      model.state().encode(processing.state());
      List<Written> written =
          processing.outputs().stream().map(output -> OutputRules.written(model, output)).toList();
      return new Processed<>(processing, written);
    } catch (CodecException | JsonMismatchException untaken) {
      return new Parked<>(String.valueOf(untaken.getMessage()));
    } catch (Throwable defect) {
      return new Parked<>(defect.toString());
    }
  }

  /** Why an event was parked may be told in other words. */
  private boolean isSame(Outcome<S> first, Outcome<S> second) {
    return switch (first) {
      case Processed<S>(var one, var written) ->
          second instanceof Processed<S>(var other, var again)
              && written.equals(again)
              && isAlike(one.state(), other.state());
      case Parked<S> parked -> second instanceof Parked<S>;
    };
  }

  private static String told(Outcome<?> outcome) {
    return switch (outcome) {
      case Processed<?>(var processing, var written) -> processing.toString();
      case Parked<?>(var reason) -> "parked, " + reason;
    };
  }

  /** As it is read again. */
  S kept(S state) {
    return RoundTrips.throughAvro(model.state(), state);
  }

  /** Whether the states are equal, or kept alike: arrays in them never equal each other. */
  boolean isAlike(S state, S other) {
    return state.equals(other)
        || RoundTrips.named(
            () -> Arrays.equals(model.state().encode(state), model.state().encode(other)));
  }

  /** Whether exactly {@code events} were {@code written} to {@code stream}; keys do not matter. */
  <E> boolean areWritten(EventDefinition<E> stream, List<E> events, List<Written> written) {
    return model.outputs().containsKey(stream.stream())
        && events.stream()
            .map(event -> OutputRules.event(model, stream, event))
            .toList()
            .equals(written.stream().map(Written::withoutKey).toList());
  }

  /** Whether exactly {@code outputs} were {@code written}. */
  boolean areWritten(List<? extends Output<?>> outputs, List<Written> written) {
    return outputs.stream().allMatch(each -> model.outputs().containsKey(each.stream().stream()))
        && RoundTrips.named(() ->
            outputs.stream()
                .map(each -> OutputRules.written(model, each))
                .toList()
                .equals(written));
  }
}
