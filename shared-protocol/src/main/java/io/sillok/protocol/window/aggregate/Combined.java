package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Several aggregates of the same events, told together. */
final class Combined<E, R> implements Aggregate<E, Object[], R> {

  private final List<Aggregate<E, Object, ?>> parts;
  private final Function<List<Object>, R> telling;

  @SuppressWarnings("unchecked") // each part gets only accumulators of its own
  Combined(List<Aggregate<E, ?, ?>> parts, Function<List<Object>, R> telling) {
    this.parts = (List<Aggregate<E, Object, ?>>) (List<?>) List.copyOf(parts);
    this.telling = telling;
  }

  @Override
  public Object[] zero() {
    return parts.stream().map(Aggregate::zero).toArray();
  }

  @Override
  public Object[] add(Object[] accumulators, E event, Occurrence at) {
    for (int index = 0; index < accumulators.length; index++) {
      accumulators[index] = parts.get(index).add(accumulators[index], event, at);
    }
    return accumulators;
  }

  @Override
  public Object[] merge(Object[] accumulators, Object[] others) {
    for (int index = 0; index < accumulators.length; index++) {
      accumulators[index] = parts.get(index).merge(accumulators[index], others[index]);
    }
    return accumulators;
  }

  @Override
  public R result(Object[] accumulators) {
    List<Object> results = new ArrayList<>(accumulators.length);
    for (int index = 0; index < accumulators.length; index++) {
      results.add(parts.get(index).result(accumulators[index]));
    }
    return telling.apply(results);
  }

  @Override
  public void write(Object[] accumulators, DataOutput out) throws IOException {
    for (int index = 0; index < accumulators.length; index++) {
      parts.get(index).write(accumulators[index], out);
    }
  }

  @Override
  public Object[] read(DataInput in) throws IOException {
    Object[] accumulators = new Object[parts.size()];
    for (int index = 0; index < accumulators.length; index++) {
      accumulators[index] = parts.get(index).read(in);
    }
    return accumulators;
  }
}
