package io.sillok.node.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.sillok.node.window.ShardProgress;
import io.sillok.protocol.window.EventTimes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** How projections stood when they were last looked at; those shards that this node has. */
public final class ProjectionMetrics {

  // Each projection is several time series; more of them would burden whoever keeps the series.
  private static final int MAX_PROJECTIONS = 200;
  private static final double MICROS = 1e6;
  private static final double NANOS = 1e9;

  private final MultiGauge watermark;
  private final MultiGauge results;
  private final MultiGauge late;
  private final MultiGauge rejected;
  private final MultiGauge parts;
  private final MultiGauge stalled;
  private final MultiGauge restoring;

  public ProjectionMetrics(MeterRegistry registry) {
    watermark =
        MultiGauge.builder("sillok.projection.watermark")
            .baseUnit("seconds")
            .description(
                "No event before it will be in time, by the shards on this node; since 1970")
            .register(registry);
    results = gauge(registry, "results", "Results that the shards on this node have told");
    late = gauge(registry, "late", "Pairs of events and windows that they were too late for");
    rejected = gauge(registry, "rejected", "Events that there was no answer for");
    parts =
        gauge(
            registry, "parts", "Panes, sessions and waiting events that shards on this node hold");
    restoring =
        MultiGauge.builder("sillok.projection.restoring")
            .baseUnit("seconds")
            .description("What it took at most to take over the snapshot of a shard on this node")
            .register(registry);
    stalled = gauge(registry, "stalled", "Shards on this node that do not go on");
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder("sillok.projection." + name)
        .description(description)
        .register(registry);
  }

  /**
   * @param progress of the shards that this node has
   */
  public void update(List<ShardProgress> progress) {
    watermark.register(
        progress.stream()
            .filter(each -> EventTimes.inRange(each.watermark()))
            .collect(
                Collectors.toMap(
                    ShardProgress::projection,
                    ShardProgress::watermark,
                    Math::min,
                    TreeMap<String, Long>::new))
            .entrySet()
            .stream()
            .limit(MAX_PROJECTIONS)
            .<Row<?>>map(
                each -> Row.of(Tags.of("projection", each.getKey()), each.getValue() / MICROS))
            .toList(),
        true);
    restoring.register(
        progress.stream()
            .filter(each -> each.restoring().isPresent())
            .collect(
                Collectors.toMap(
                    ShardProgress::projection,
                    each -> each.restoring().orElseThrow().toNanos() / NANOS,
                    Math::max,
                    TreeMap<String, Double>::new))
            .entrySet()
            .stream()
            .limit(MAX_PROJECTIONS)
            .<Row<?>>map(each -> Row.of(Tags.of("projection", each.getKey()), each.getValue()))
            .toList(),
        true);
    set(results, progress, ShardProgress::told);
    set(late, progress, each -> each.counts().late());
    set(rejected, progress, each -> each.counts().rejected());
    set(parts, progress, ShardProgress::parts);
    set(stalled, progress, each -> each.trouble().isEmpty() ? 0 : 1);
  }

  private static void set(
      MultiGauge gauge, List<ShardProgress> progress, ToDoubleFunction<ShardProgress> value) {
    Map<String, Double> sums =
        progress.stream()
            .collect(
                Collectors.groupingBy(
                    ShardProgress::projection, TreeMap::new, Collectors.summingDouble(value)));
    gauge.register(
        sums.entrySet().stream()
            .limit(MAX_PROJECTIONS)
            .<Row<?>>map(sum -> Row.of(Tags.of("projection", sum.getKey()), sum.getValue()))
            .toList(),
        true);
  }
}
