package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What windows tell of their events. For all accumulators, {@link #merge} is associative and
 * commutative, {@link #zero} changes nothing, and adding an event is merging what the event alone
 * makes; equal accumulators have equal bytes.
 *
 * @param <E> the events
 * @param <A> what is kept of those added so far; never shared, so adding may change it
 * @param <R> what is told
 */
public interface Aggregate<E, A, R> {

  /** A new accumulator of no events. */
  A zero();

  /** Adds {@code event}; answers the accumulator that holds it, which may be the same, changed. */
  A add(A accumulator, E event, Occurrence at);

  /** Adds what {@code other} holds, which stays as it is. */
  A merge(A accumulator, A other);

  /**
   * What is told of the events.
   *
   * @throws AggregateException if there is no right answer, such as a sum above what its type holds
   */
  R result(A accumulator);

  /** Writes {@code accumulator}, equal ones alike. */
  void write(A accumulator, DataOutput out) throws IOException;

  /** Reads what {@link #write} wrote. */
  A read(DataInput in) throws IOException;
}
