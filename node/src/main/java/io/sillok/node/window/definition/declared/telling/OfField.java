package io.sillok.node.window.definition.declared.telling;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.window.aggregate.Aggregate;
import io.sillok.protocol.window.aggregate.Occurrence;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** An aggregate of the values of a field. Events without one, or with null, do not count. */
record OfField<V, A, R>(Column<V> column, Aggregate<V, A, R> values)
    implements Aggregate<JsonNode, A, R> {

  @Override
  public A zero() {
    return values.zero();
  }

  @Override
  public A add(A accumulator, JsonNode event, Occurrence at) {
    Optional<V> value = column.find(event);
    return value.isPresent() ? values.add(accumulator, value.get(), at) : accumulator;
  }

  @Override
  public A merge(A accumulator, A other) {
    return values.merge(accumulator, other);
  }

  @Override
  public R result(A accumulator) {
    return values.result(accumulator);
  }

  @Override
  public void write(A accumulator, DataOutput out) throws IOException {
    values.write(accumulator, out);
  }

  @Override
  public A read(DataInput in) throws IOException {
    return values.read(in);
  }
}
