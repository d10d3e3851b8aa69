package io.sillok.node.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.sillok.node.stream.queue.QueueStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How queues stood when they were last looked at; a queue that stands still shows its age. */
public final class QueueMetrics {

  // Each queue is several time series; more of them would burden whoever keeps the series.
  private static final int MAX_QUEUES = 200;

  private final MultiGauge ready;
  private final MultiGauge leased;
  private final MultiGauge deadLetters;
  private final MultiGauge oldestUnacked;
  private final MultiGauge stalled;

  public QueueMetrics(MeterRegistry registry) {
    ready =
        MultiGauge.builder("sillok.queue.ready")
            .description("Events that the queue could hand out at once")
            .register(registry);
    leased =
        MultiGauge.builder("sillok.queue.leased")
            .description("Events that workers hold")
            .register(registry);
    deadLetters =
        MultiGauge.builder("sillok.queue.dead.letters")
            .description("Events that the queue has given up")
            .register(registry);
    oldestUnacked =
        MultiGauge.builder("sillok.queue.oldest.unacked.age")
            .baseUnit("seconds")
            .description(
                "How long ago the first event was appended that is not acknowledged; 0 if all are")
            .register(registry);
    stalled =
        MultiGauge.builder("sillok.queue.stalled.partitions")
            .description("Partitions of the queue that cannot go on; its description tells why")
            .register(registry);
  }

  public void update(List<QueueStanding> standings, Instant now) {
    set(ready, standings, QueueStanding::ready);
    set(leased, standings, QueueStanding::leased);
    set(deadLetters, standings, QueueStanding::deadLetters);
    set(stalled, standings, QueueStanding::troubled);
    set(
        oldestUnacked,
        standings,
        standing ->
            standing
                .oldestUnacked()
                .map(since -> Math.max(0, Duration.between(since, now).toMillis()) / 1000.0)
                .orElse(0.0));
  }

  private static void set(
      MultiGauge gauge, List<QueueStanding> standings, ToDoubleFunction<QueueStanding> value) {
    List<Row<?>> rows =
        standings.stream()
            .limit(MAX_QUEUES)
            .<Row<?>>map(standing ->
                Row.of(
                    Tags.of("stream", standing.queue().stream(), "queue", standing.queue().name()),
                    value.applyAsDouble(standing)))
            .toList();
    gauge.register(rows, true);
  }
}
