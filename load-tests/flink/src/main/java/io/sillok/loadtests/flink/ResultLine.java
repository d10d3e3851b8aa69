package io.sillok.loadtests.flink;

import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** A result as {@code key,start,end,count,sum}, times in milliseconds since 1970. */
final class ResultLine implements WindowFunction<Tuple2<Long, Long>, String, String, TimeWindow> {

  private static final long serialVersionUID = 1;

  @Override
  public void apply(
      String key, TimeWindow window, Iterable<Tuple2<Long, Long>> results, Collector<String> out) {
    for (Tuple2<Long, Long> each : results) {
      out.collect(
          key + ',' + window.getStart() + ',' + window.getEnd() + ',' + each.f0 + ',' + each.f1);
    }
  }
}
