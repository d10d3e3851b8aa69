package io.sillok.node.processor.work;

import io.sillok.node.stream.input.InputEvent;
import io.sillok.node.stream.input.InputDecoder;
import io.sillok.node.processor.kept.Parked;
import io.sillok.node.processor.kept.Retrace;
import io.sillok.node.processor.kept.Retrace.Leg;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.protocol.processor.NoState;
import io.sillok.protocol.schema.ProcessorModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings states up to the progress, by processing events again and emitting nothing. */
final class Rework<I, S> {

  private static final Logger LOGGER = LoggerFactory.getLogger(Rework.class);
  private static final Fold.Limits NO_LIMITS =
      new Fold.Limits(Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private final WorkParts parts;
  private final ProcessorModel<I, S> model;
  private final LogId log;
  private final InputDecoder<I> decoder;
  private final KeyStates<S> states;
  private final Set<Long> left;
  private final Deque<Leg> legs;
  private final Fold<I, S> fold;

  Rework(
      WorkParts parts,
      ProcessorModel<I, S> model,
      LogId log,
      InputDecoder<I> decoder,
      KeyStates<S> states,
      Retrace retrace) {
    this.parts = parts;
    this.model = model;
    this.log = log;
    this.decoder = decoder;
    this.states = states;
    left = new HashSet<>(retrace.left());
    legs = new ArrayDeque<>(retrace.legs());
    fold =
        new Fold<>(
            model, log.toString(), (offset, time, outputs) -> List.of(), NO_LIMITS, parts.clock());
  }

  boolean isDone() {
    return legs.isEmpty();
  }

  /** Offset of the event that is being processed now, if one is. */
  OptionalLong running() {
    return fold.running();
  }

  /** Where it stands in the input. */
  long reached() {
    return switch (legs.peekFirst()) {
      case Leg.Stretch(long from, long to, long steps) -> from;
      case Leg.Single(long offset, long steps) -> offset;
      case null -> 0;
    };
  }

  /** Goes on for a page. */
  CompletionStage<Void> step() {
    return switch (legs.removeFirst()) {
      case Leg.Stretch stretch -> stretch(stretch);
      case Leg.Single(long offset, long steps) ->
          parts
              .persistence()
              .writers()
              .read(log, offset, 1)
              .thenCompose(blocks -> process(events(blocks, offset, offset + 1), steps));
    };
  }

  private CompletionStage<Void> stretch(Leg.Stretch stretch) {
    if (model.type().state() == NoState.class) {
      return states.write(Map.of(), stretch.to() + stretch.steps());
    }
    return parts
        .persistence()
        .writers()
        .read(log, stretch.from(), parts.settings().pageBytes())
        .thenCompose(blocks -> {
          long next =
              blocks.isEmpty()
                  ? stretch.to()
                  : Math.min(stretch.to(), blocks.getLast().nextOffset());
          if (next < stretch.to()) {
            legs.addFirst(new Leg.Stretch(next, stretch.to(), stretch.steps()));
          }
          List<IndexedEvent> events =
              events(blocks, stretch.from(), next).stream()
                  .filter(event -> !left.contains(event.offset()))
                  .toList();
          return process(events, next + stretch.steps());
        });
  }

  private List<IndexedEvent> events(List<Block> blocks, long from, long to) {
    return blocks.stream()
        .flatMap(block -> block.indexed().stream())
        .filter(event -> event.offset() >= from && event.offset() < to)
        .filter(event -> decoder.isOf(event.event()))
        .toList();
  }

  private CompletionStage<Void> process(List<IndexedEvent> indexed, long steps) {
    return CompletableFuture.supplyAsync(
            () -> indexed.stream().map(decoder::decode).toList(), parts.executor())
        .thenCompose(events ->
            states
                .find(InputEvent.keys(events))
                .thenApplyAsync(known -> fold.fold(events, known), parts.executor()))
        .thenCompose(folded -> {
          folded.parked().forEach(this::warn);
          return states.write(folded.states(), steps);
        });
  }

  private void warn(Parked failed) {
    LOGGER.warn(
        "Processor {} is made anew without the event at offset {} of {}, which its rules took before: {}",
        model.type().name(),
        failed.offset(),
        log,
        failed.reason());
  }
}
