package io.sillok.protocol.window.run;

import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.aggregate.Aggregate;
import io.sillok.protocol.window.aggregate.AggregateException;
import io.sillok.protocol.window.aggregate.Occurrence;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several aggregates of the same events, as one. */
public final class Summaries<E> {

  private final Aggregate<E, Object, ?>[] aggregates;

  @SuppressWarnings("unchecked") // each aggregate gets only accumulators of its own
  public Summaries(List<Aggregate<E, ?, ?>> aggregates) {
    this.aggregates = aggregates.toArray(Aggregate[]::new);
  }

  Summary zero() {
    Object[] accumulators = new Object[aggregates.length];
    for (int index = 0; index < aggregates.length; index++) {
      accumulators[index] = aggregates[index].zero();
    }
    return new Summary(accumulators, 0);
  }

  void add(Summary summary, E event, Occurrence at) {
    Object[] accumulators = summary.accumulators();
    for (int index = 0; index < aggregates.length; index++) {
      accumulators[index] = aggregates[index].add(accumulators[index], event, at);
    }
    summary.counted(1);
  }

  void merge(Summary summary, Summary other) {
    Object[] accumulators = summary.accumulators();
    for (int index = 0; index < aggregates.length; index++) {
      accumulators[index] =
          aggregates[index].merge(accumulators[index], other.accumulators()[index]);
    }
    summary.counted(other.count());
  }

  /** What is told of them; where there is no right answer, why. */
  WindowResult result(
      String key, Window window, int version, ResultKind kind, long due, Summary summary) {
    List<Object> values = new ArrayList<>(aggregates.length);
    try {
      for (int index = 0; index < aggregates.length; index++) {
        values.add(aggregates[index].result(summary.accumulators()[index]));
      }
    } catch (RuntimeException failure) { // also of a module's own aggregate
      return new WindowResult(
          key, window, version, kind, due, summary.count(), List.of(), Optional.of(why(failure)));
    }
    return new WindowResult(key, window, version, kind, due, summary.count(), values);
  }

  WindowResult preview(String key, Window window, Summary summary) {
    return result(key, window, 0, ResultKind.PREVIEW, window.end(), summary);
  }

  private static String why(RuntimeException failure) {
    return failure instanceof AggregateException && failure.getMessage() != null
        ? failure.getMessage()
        : "The aggregate failed with " + failure;
  }

  /** Writes what is kept of some events, alike wherever that is the same. */
  public void write(Summary summary, DataOutput out) throws IOException {
    out.writeLong(summary.count());
    for (int index = 0; index < aggregates.length; index++) {
      aggregates[index].write(summary.accumulators()[index], out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public Summary read(DataInput in) throws IOException {
    long count = in.readLong();
    Object[] accumulators = new Object[aggregates.length];
    for (int index = 0; index < aggregates.length; index++) {
      accumulators[index] = aggregates[index].read(in);
    }
    return new Summary(accumulators, count);
  }
}
