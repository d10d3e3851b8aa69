package io.sillok.node.stream.consumer;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamHeads;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.consumer.ConsumerTroubles.Trouble;
import io.sillok.node.stream.consumer.EventCounts.Extent;
import io.sillok.node.stream.consumer.kept.Consumer;
import io.sillok.node.stream.consumer.sharing.Sharing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** How consumers stand: how far each is behind, and who reads for it. */
public final class ConsumerDescriptions {

  private final ConsumerEntities entities;
  private final Streams streams;
  private final StreamHeads heads;
  private final EventCounts counts;
  private final ConsumerFilters filters;
  private final Sharing sharing;

  ConsumerDescriptions(
      ConsumerEntities entities,
      Streams streams,
      StreamHeads heads,
      EventCounts counts,
      ConsumerFilters filters,
      Sharing sharing) {
    this.entities = entities;
    this.streams = streams;
    this.heads = heads;
    this.counts = counts;
    this.filters = filters;
    this.sharing = sharing;
  }

  /** The consumer; nothing if it does not exist. */
  public CompletionStage<Optional<ConsumerDescription>> of(StreamDefinition stream, ConsumerId id) {
    return entities
        .find(id)
        .thenCompose(consumer ->
            consumer.exists()
                ? of(stream, id, consumer).thenApply(Optional::of)
                : CompletableFuture.completedFuture(Optional.empty()));
  }

  private CompletionStage<ConsumerDescription> of(
      StreamDefinition stream, ConsumerId id, Consumer consumer) {
    return heads
        .startNow(stream)
        .thenCombine(heads.now(stream), Extent::new)
        .thenCompose(extent ->
            lags(stream, id, consumer, extent)
                .thenCombine(
                    sharing.instances(id.text()),
                    (lags, instances) ->
                        new ConsumerDescription(
                            id,
                            consumer,
                            streams.partitions(),
                            extent.end().offsets(),
                            lags,
                            skipped(consumer, extent),
                            instances,
                            filters.unfit(stream, id, consumer))));
  }

  /** All of {@code stream}, by name. */
  public CompletionStage<List<ConsumerDescription>> ofAll(StreamDefinition stream) {
    return entities.ofStream(stream.name()).thenCompose(ids -> inTurn(ids, id -> of(stream, id)));
  }

  /**
   * How far a consumer is behind.
   *
   * @param events of all partitions
   * @param skipped offsets that retention dropped before they were committed
   */
  public record Lag(ConsumerId id, long events, long skipped) {}

  /**
   * How far consumers of all streams are behind.
   *
   * @param limit at most so many are looked at
   */
  public CompletionStage<List<Lag>> lags(int limit) {
    return entities.some(limit).thenCompose(ids -> inTurn(ids, this::lag));
  }

  /**
   * Why nothing is handed out by consumers of all streams whose filters do not fit.
   *
   * @param limit at most so many consumers are looked at
   */
  CompletionStage<List<Trouble>> troubles(int limit) {
    return entities.some(limit).thenCompose(ids -> inTurn(ids, this::trouble));
  }

  private CompletionStage<Optional<Trouble>> trouble(ConsumerId id) {
    return entities
        .find(id)
        .thenCombine(
            streams.find(id.stream()),
            (consumer, stream) ->
                stream
                    .filter(known -> consumer.exists())
                    .flatMap(known -> filters.unfit(known, id, consumer))
                    .map(why -> new Trouble(id, why)));
  }

  private CompletionStage<Optional<Lag>> lag(ConsumerId id) {
    return entities
        .find(id)
        .thenCombine(
            streams.find(id.stream()),
            (consumer, stream) ->
                stream.filter(known -> consumer.exists()).map(known -> lag(known, id, consumer)))
        .thenCompose(lag ->
            lag.map(events -> events.thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  private CompletionStage<Lag> lag(StreamDefinition stream, ConsumerId id, Consumer consumer) {
    return heads
        .start(stream)
        .thenCombine(heads.behind(stream, Map.of()), Extent::new)
        .thenCompose(extent ->
            lags(stream, id, consumer, extent)
                .thenApply(lags -> new Lag(id, EventCounts.sum(lags), skipped(consumer, extent))));
  }

  /** Those that it has gone past, and those that it will. */
  private static long skipped(Consumer consumer, Extent extent) {
    return consumer.skipped() + extent.dropped(consumer.offsets());
  }

  private CompletionStage<SortedMap<Integer, Long>> lags(
      StreamDefinition stream, ConsumerId id, Consumer consumer, Extent extent) {
    return counts.lag(stream, id, consumer, extent, EventCounts.COUNTED);
  }

  /** One after the other, so that many consumers do not hold up everything else. */
  private static <T> CompletionStage<List<T>> inTurn(
      List<ConsumerId> ids, Function<ConsumerId, CompletionStage<Optional<T>>> find) {
    CompletionStage<List<T>> all = CompletableFuture.completedFuture(new ArrayList<>());
    for (ConsumerId id : ids) {
      all =
          all.thenCompose(before ->
              find.apply(id)
                  .thenApply(found -> {
                    found.ifPresent(before::add);
                    return before;
                  }));
    }
    return all;
  }
}
