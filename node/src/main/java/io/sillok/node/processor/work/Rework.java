package io.sillok.node.processor.work;

import io.sillok.node.processor.kept.Parked;
import io.sillok.node.processor.kept.ProgressCommand.LeaveOut;
import io.sillok.node.processor.kept.Retrace;
import io.sillok.node.processor.kept.Retrace.Leg;
import io.sillok.node.stream.input.Defect;
import io.sillok.node.stream.input.InputDecoder;
import io.sillok.node.stream.input.InputEvent;
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
  private static final int MOST_TOLD = 10;

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
  private int defects;
  private int failures;

  /** Where it is told which events the states are made without, before the states are written. */
  interface Leaving {
    CompletionStage<Void> leaveOut(LeaveOut left);
  }

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
            model,
            log.toString(),
            (offset, time, outputs) -> List.of(),
            NO_LIMITS,
            parts.clock(),
            this::tell);
  }

  /** All of a long input may fail: the first ones tell why. */
  private void tell(Defect defect, String message) {
    if (defects++ < MOST_TOLD) {
      defect.log(LOGGER, message);
    }
  }

  boolean isDone() {
    return legs.isEmpty();
  }

  /** Whether there are no states yet. */
  boolean isFromStart() {
    return states.steps() == 0;
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
  CompletionStage<Void> step(Leaving leaving) {
    Leg leg = legs.removeFirst();
    if (model.type().state() == NoState.class) {
      return states.write(Map.of(), end(leg));
    }
    return switch (leg) {
      case Leg.Stretch stretch -> stretch(stretch, leaving);
      case Leg.Single(long offset, long steps) ->
          parts
              .persistence()
              .writers()
              .read(log, offset, 1)
              .thenCompose(blocks ->
                  process(events(blocks, offset, offset + 1), steps - offset - 1, steps, leaving));
    };
  }

  /** Steps that the states come to with {@code leg}. */
  private static long end(Leg leg) {
    return switch (leg) {
      case Leg.Stretch(long from, long to, long steps) -> to + steps;
      case Leg.Single(long offset, long steps) -> steps;
    };
  }

  private CompletionStage<Void> stretch(Leg.Stretch stretch, Leaving leaving) {
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
          return process(events, stretch.steps(), next + stretch.steps(), leaving);
        });
  }

  private List<IndexedEvent> events(List<Block> blocks, long from, long to) {
    return blocks.stream()
        .flatMap(block -> block.indexed().stream())
        .filter(event -> event.offset() >= from && event.offset() < to)
        .filter(event -> decoder.isOf(event.event()))
        .toList();
  }

  /**
   * @param ahead that the steps behind an event are of the offset behind it
   * @param steps behind all of them
   */
  private CompletionStage<Void> process(
      List<IndexedEvent> indexed, long ahead, long steps, Leaving leaving) {
    return CompletableFuture.supplyAsync(
            () -> indexed.stream().map(decoder::decode).toList(), parts.executor())
        .thenCompose(events ->
            states
                .find(InputEvent.keys(events))
                .thenApplyAsync(known -> fold.fold(events, known), parts.executor()))
        .thenCompose(folded -> {
          folded.parked().forEach(this::warn);
          return leaveOut(folded.parked(), ahead, leaving)
              .thenCompose(told -> states.write(folded.states(), steps))
              .thenRun(this::warnOfAll);
        });
  }

  private static CompletionStage<Void> leaveOut(List<Parked> failed, long ahead, Leaving leaving) {
    return failed.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : leaving.leaveOut(
            new LeaveOut(
                failed.stream().map(each -> each.offset() + 1 + ahead).toList(),
                failed.getLast().offset(),
                failed.getLast().reason()));
  }

  /** At the end, where not each was told. */
  private void warnOfAll() {
    if (isDone() && failures > MOST_TOLD) {
      LOGGER.warn(
          "Processor {} is made anew without {} events of {} in all, of which the first {} were told",
          model.type().name(),
          failures,
          log,
          MOST_TOLD);
    }
  }

  private void warn(Parked failed) {
    if (failures++ >= MOST_TOLD) {
      return;
    }
    LOGGER.warn(
        "Processor {} is made anew without the event at offset {} of {}, which its rules took before: {}",
        model.type().name(),
        failed.offset(),
        log,
        failed.reason());
  }
}
