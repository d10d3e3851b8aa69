package io.sillok.testkit;

import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.Output;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.schema.ProcessorModel;
import io.sillok.protocol.schema.StreamModel;
import java.time.Instant;
import java.util.Objects;
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

  Processing<S> process(S state, Incoming<I> incoming) {
    Incoming<I> read =
        new Incoming<>(
            incoming.key(),
            incoming.time(),
            RoundTrips.throughAvro(model.event(), incoming.event()));
    return twice(incoming.event(), () -> model.process(state, read));
  }

  Processing<S> remove(S state, String key, Instant time) {
    return twice("The removal of " + key, () -> model.remove(state, key, time));
  }

  private Processing<S> twice(Object cause, Supplier<Processing<S>> work) {
    Processing<S> first = RoundTrips.named(work::get);
    Processing<S> second = RoundTrips.named(work::get);
    if (!first.equals(second)) {
      throw new AssertionError(
          "%s was processed differently the second time; take all from the event and the state%n  first:  %s%n  second: %s"
              .formatted(cause, first, second));
    }
    first.outputs().forEach(this::sent);
    return new Processing<>(kept(first.state()), first.outputs());
  }

  /** As it is read again. */
  S kept(S state) {
    return RoundTrips.throughAvro(model.state(), state);
  }

  private void sent(Output<?> output) {
    sent(Objects.requireNonNull(model.outputs().get(output.stream().stream())), output);
  }

  /** The model is of the same stream as the output. */
  private static <E> void sent(StreamModel<E> stream, Output<?> output) {
    output
        .event()
        .map(stream.definition().event()::cast)
        .ifPresent(event ->
            RoundTrips.named(() -> {
              stream.declared().encode(stream.json().toTree(event));
              return stream.keyOf(event);
            }));
  }
}
