package io.sillok.node.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.sillok.node.cluster.ClusterState;
import io.sillok.node.processor.Pace.Status;
import io.sillok.node.processor.ProcessorProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** How processors stood when they were last looked at; those partitions that this node has. */
public final class ProcessorMetrics {

  // Each processor is several time series; more of them would burden whoever keeps the series.
  private static final int MAX_PROCESSORS = 200;

  private final MultiGauge lag;
  private final MultiGauge parked;
  private final MultiGauge leftOut;
  private final MultiGauge stalled;

  public ProcessorMetrics(MeterRegistry registry) {
    lag =
        MultiGauge.builder("sillok.processor.lag")
            .baseUnit("offsets")
            .description("How far the partitions on this node are behind their input, in all")
            .register(registry);
    parked =
        MultiGauge.builder("sillok.processor.parked")
            .description("Events of the partitions on this node that could not be processed")
            .register(registry);
    leftOut =
        MultiGauge.builder("sillok.processor.events.left.out")
            .description("Events that the states of the partitions on this node are without")
            .register(registry);
    stalled =
        MultiGauge.builder("sillok.processor.stalled")
            .description("Partitions on this node that do not go on")
            .register(registry);
  }

  /**
   * @param progress of the partitions that this node has
   */
  public void update(ClusterState state, List<ProcessorProgress> progress, Instant now) {
    Map<String, Long> heads =
        state.logs().stream()
            .collect(
                Collectors.toMap(
                    log -> log.log() + "/" + log.partition(), ClusterState.Log::nextOffset));
    set(
        lag,
        progress,
        each ->
            Math.max(
                0, heads.getOrDefault(each.log() + "/" + each.partition(), 0L) - each.reached()));
    set(parked, progress, ProcessorProgress::parked);
    set(leftOut, progress, ProcessorProgress::leftOut);
    set(stalled, progress, each -> each.pace().condition(now).status() == Status.STALLED ? 1 : 0);
  }

  private static void set(
      MultiGauge gauge, List<ProcessorProgress> progress, ToLongFunction<ProcessorProgress> value) {
    Map<String, Long> sums =
        progress.stream()
            .collect(
                Collectors.groupingBy(
                    ProcessorProgress::processor, TreeMap::new, Collectors.summingLong(value)));
    List<Row<?>> rows =
        sums.entrySet().stream()
            .limit(MAX_PROCESSORS)
            .<Row<?>>map(sum -> Row.of(Tags.of("processor", sum.getKey()), sum.getValue()))
            .toList();
    gauge.register(rows, true);
  }
}
