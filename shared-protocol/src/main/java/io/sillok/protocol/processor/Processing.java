package io.sillok.protocol.processor;

import io.sillok.protocol.event.EventDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows from an event.
 *
 * @param state of its key from now on
 * @param outputs in this order, all or none; at most {@link #MOST_OUTPUTS}
 */
public record Processing<S>(S state, List<Output<?>> outputs) {

  /** So many events may follow from one. */
  public static final int MOST_OUTPUTS = 1000;

  public Processing {
    outputs = List.copyOf(outputs);
  }

  /** The same, and {@code event} is emitted, without a key or with that in its field. */
  public <E> Processing<S> emit(EventDefinition<E> stream, E event) {
    return with(List.of(Output.of(stream, event)));
  }

  /** The same, and {@code event} about {@code key} is emitted. */
  public <E> Processing<S> emit(EventDefinition<E> stream, String key, E event) {
    return with(List.of(Output.of(stream, key, event)));
  }

  /** The same, and {@code events} are emitted in this order, as by {@link #emit}. */
  public <E> Processing<S> emitAll(EventDefinition<E> stream, List<? extends E> events) {
    return with(events.stream().map(event -> Output.<E>of(stream, event)).toList());
  }

  /** The same, and {@code key} is removed from a stream of kind {@code entity}. */
  public Processing<S> remove(EventDefinition<?> stream, String key) {
    return with(List.of(Output.removal(stream, key)));
  }

  private Processing<S> with(List<? extends Output<?>> more) {
    List<Output<?>> all = new ArrayList<>(outputs);
    all.addAll(more);
    return new Processing<>(state, all);
  }
}
