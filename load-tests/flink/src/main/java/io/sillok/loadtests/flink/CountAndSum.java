package io.sillok.loadtests.flink;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.tuple.Tuple2;

/** How many clicks there are, and their amounts together. */
final class CountAndSum
    implements AggregateFunction<Tuple2<String, Long>, Tuple2<Long, Long>, Tuple2<Long, Long>> {

  private static final long serialVersionUID = 1;

  @Override
  public Tuple2<Long, Long> createAccumulator() {
    return Tuple2.of(0L, 0L);
  }

  @Override
  public Tuple2<Long, Long> add(Tuple2<String, Long> click, Tuple2<Long, Long> sum) {
    sum.f0++;
    sum.f1 += click.f1;
    return sum;
  }

  @Override
  public Tuple2<Long, Long> getResult(Tuple2<Long, Long> sum) {
    return sum;
  }

  @Override
  public Tuple2<Long, Long> merge(Tuple2<Long, Long> one, Tuple2<Long, Long> other) {
    return Tuple2.of(one.f0 + other.f0, one.f1 + other.f1);
  }
}
