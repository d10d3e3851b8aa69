package io.sillok.node.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.sillok.node.stream.consumer.ConsumerDescriptions;
import io.sillok.node.stream.consumer.ConsumerDescriptions.Lag;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** How far named consumers are behind, and what they have lost; counted only when somebody asks. */
public final class ConsumerMetrics {

  // Each consumer is a time series; more of them would burden whoever keeps the series.
  private static final int MAX_CONSUMERS = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ConsumerDescriptions consumers;
  private final MultiGauge lags;
  private final MultiGauge skipped;
  private CompletableFuture<Boolean> running = CompletableFuture.completedFuture(true);

  public ConsumerMetrics(MeterRegistry registry, ConsumerDescriptions consumers) {
    this.consumers = consumers;
    lags =
        MultiGauge.builder("sillok.consumer.lag")
            .description("Events that a named consumer has not committed yet")
            .register(registry);
    skipped =
        MultiGauge.builder("sillok.consumer.skipped")
            .description("Offsets that retention dropped before a named consumer committed them")
            .register(registry);
  }

  /** Counts anew; completes, never with a failure, when it has, or when that takes too long. */
  public synchronized CompletionStage<Boolean> update() {
    if (running.isDone()) {
      running =
          CompletableFuture.completedFuture(MAX_CONSUMERS)
              .thenCompose(consumers::lags)
              .handle((found, failure) -> failure == null && register(found));
    }
    return running.copy().completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean register(List<Lag> found) {
    lags.register(found.stream().map(each -> row(each, each.events())).toList(), true);
    skipped.register(found.stream().map(each -> row(each, each.skipped())).toList(), true);
    return true;
  }

  private static Row<Number> row(Lag lag, long count) {
    return Row.of(Tags.of("stream", lag.id().stream(), "consumer", lag.id().name()), count);
  }
}
