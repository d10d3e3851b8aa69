package io.sillok.testkit;

import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.Output;
import io.sillok.protocol.processor.Processing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What followed from an event. Expectations can be chained; each fails with what was found instead.
 */
public final class ThenOutputs<I, S> {

  private final GivenInput<I, S> after;
  private final String cause;
  private final Processing<S> processing;

  ThenOutputs(GivenInput<I, S> after, String cause, Processing<S> processing) {
    this.after = after;
    this.cause = cause;
    this.processing = processing;
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
    List<Emitted> found =
        processing.outputs().stream()
            .map(output -> new Emitted(output.stream().stream(), output.event()))
            .toList();
    return same("to emit", expected, found);
  }

  private record Emitted(String stream, Optional<?> event) {}

  /** Exactly {@code outputs} were emitted, in this order, with the keys that they were given. */
  public ThenOutputs<I, S> thenEmits(List<? extends Output<?>> outputs) {
    return same("to emit", outputs, processing.outputs());
  }

  /** Nothing was emitted. */
  public ThenOutputs<I, S> thenEmitsNothing() {
    return same("to emit", List.of(), processing.outputs());
  }

  /** The key is in {@code state} now. */
  public ThenOutputs<I, S> thenState(S state) {
    return same("to lead to", state, state());
  }

  /** What was emitted. */
  public List<Output<?>> outputs() {
    return processing.outputs();
  }

  /** The state that the key is in now. */
  public S state() {
    return processing.state();
  }

  /** The same key with the next event. */
  public ThenOutputs<I, S> when(I next) {
    return after.when(next);
  }

  private ThenOutputs<I, S> same(String relation, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError(
          "Expected %s %s%n  %s%nbut found%n  %s".formatted(cause, relation, expected, found));
    }
    return this;
  }
}
