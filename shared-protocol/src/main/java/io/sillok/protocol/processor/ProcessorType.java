package io.sillok.protocol.processor;

import io.sillok.protocol.event.EventDefinition;
import java.util.List;

/**
 * A processor: its name, where its events come from and go to, and its rules.
 *
 * @param name in kebab case, such as {@code product-sales}; up to 60 characters. What it has done
 *     is kept by it, so it never changes
 * @param input the stream whose events it processes, each once, from the first on: one of any
 *     module or entity type, such as {@code cart.checked-out}, or declared over HTTP
 * @param event the record that the input's events are read into; it may hold fewer fields
 * @param state the record, or sealed interface of records, of what is known of each key
 * @param outputs the streams, declared by the same module, that it emits events to
 * @param attempts so often an event is tried before it is parked, from 1
 * @param revision another number has the states of all keys made anew by the present rules; what
 *     was emitted stays
 */
public record ProcessorType<I, S>(
    String name,
    String input,
    Class<I> event,
    Class<S> state,
    List<EventDefinition<?>> outputs,
    Processor<I, S> processor,
    int attempts,
    int revision) {

  private static final int ATTEMPTS = 3;
  private static final int MOST_ATTEMPTS = 100;
  private static final int FIRST_REVISION = 1;

  public ProcessorType {
    outputs = List.copyOf(outputs);
    if (attempts < 1 || attempts > MOST_ATTEMPTS) {
      throw new IllegalArgumentException(
          "attempts of processor %s must be from 1 to %d, but is %d"
              .formatted(name, MOST_ATTEMPTS, attempts));
    }
  }

  /** A processor that tries an event three times, in its first revision. */
  public static <I, S> ProcessorType<I, S> of(
      String name,
      String input,
      Class<I> event,
      Class<S> state,
      List<EventDefinition<?>> outputs,
      Processor<I, S> processor) {
    return new ProcessorType<>(
        name, input, event, state, outputs, processor, ATTEMPTS, FIRST_REVISION);
  }

  /** The same, with events tried so often, from 1 to 100. */
  public ProcessorType<I, S> attempts(int most) {
    return new ProcessorType<>(name, input, event, state, outputs, processor, most, revision);
  }

  /** The same in another revision. */
  public ProcessorType<I, S> revision(int number) {
    return new ProcessorType<>(name, input, event, state, outputs, processor, attempts, number);
  }
}
