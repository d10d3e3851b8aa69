package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** An aggregate with an accumulator that can be changed and written, as functions of it. */
record Folding<E, A, R>(
    Supplier<A> nothing,
    Adding<E, A> adding,
    BiConsumer<A, A> merging,
    Function<A, R> telling,
    ValueType.Writing<A> writing,
    ValueType.Reading<A> reading)
    implements Aggregate<E, A, R> {

  /** Adds an event to an accumulator. */
  @FunctionalInterface
  interface Adding<E, A> {
    void add(A accumulator, E event, Occurrence at);
  }

  @Override
  public A zero() {
    return nothing.get();
  }

  @Override
  public A add(A accumulator, E event, Occurrence at) {
    adding.add(accumulator, event, at);
    return accumulator;
  }

  @Override
  public A merge(A accumulator, A other) {
    merging.accept(accumulator, other);
    return accumulator;
  }

  @Override
  public R result(A accumulator) {
    return telling.apply(accumulator);
  }

  @Override
  public void write(A accumulator, DataOutput out) throws IOException {
    writing.write(accumulator, out);
  }

  @Override
  public A read(DataInput in) throws IOException {
    return reading.read(in);
  }
}
