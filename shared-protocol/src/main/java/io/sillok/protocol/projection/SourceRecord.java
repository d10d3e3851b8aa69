package io.sillok.protocol.projection;

import io.sillok.protocol.processor.Incoming;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** How what a source's functions get of an event comes about. */
public sealed interface SourceRecord<S> {

  /** The record that events are read into. */
  Class<?> event();

  /** It is the event. */
  record Plain<S>(Class<S> event) implements SourceRecord<S> {}

  /**
   * It is made of the event and what a table had at its time.
   *
   * @param taken events that do not pass need no table
   * @param made gets nothing where the table had no value for the key
   */
  record Enriched<I, T, S>(
      Class<I> event,
      Predicate<Incoming<I>> taken,
      Lookup<I, T> lookup,
      BiFunction<I, Optional<T>, S> made)
      implements SourceRecord<S> {}
}
