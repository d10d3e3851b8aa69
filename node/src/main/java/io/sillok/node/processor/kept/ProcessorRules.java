package io.sillok.node.processor.kept;

import io.sillok.node.processor.kept.ProgressCommand.Advance;
import io.sillok.node.processor.kept.ProgressCommand.Attempt;
import io.sillok.node.processor.kept.ProgressCommand.Begin;
import io.sillok.node.processor.kept.ProgressCommand.BeginAnew;
import io.sillok.node.processor.kept.ProgressCommand.Discard;
import io.sillok.node.processor.kept.ProgressCommand.End;
import io.sillok.node.processor.kept.ProgressCommand.LeaveOut;
import io.sillok.node.processor.kept.ProgressCommand.Replay;
import io.sillok.node.processor.kept.ProgressCommand.Settle;
import io.sillok.node.processor.kept.ProgressCommand.Venture;
import io.sillok.node.processor.kept.ProgressEvent.EventAttempted;
import io.sillok.node.processor.kept.ProgressEvent.EventsLeftOut;
import io.sillok.node.processor.kept.ProgressEvent.EventsParked;
import io.sillok.node.processor.kept.ProgressEvent.EventsProcessed;
import io.sillok.node.processor.kept.ProgressEvent.OutputsVentured;
import io.sillok.node.processor.kept.ProgressEvent.ParkedDiscarded;
import io.sillok.node.processor.kept.ProgressEvent.ParkedProcessed;
import io.sillok.node.processor.kept.ProgressEvent.ProcessingBegun;
import io.sillok.node.processor.kept.ProgressEvent.ProcessingEnded;
import io.sillok.node.processor.kept.ProgressEvent.ReplayBegun;
import io.sillok.node.processor.kept.ProgressEvent.StatesBegunAnew;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** How the progress of a processor in one partition goes on. */
public final class ProcessorRules implements Decider<ProgressCommand, ProgressEvent, Progress> {

  /** Its id is {@code PROCESSOR/PARTITION}. */
  public static final EntityType<ProgressCommand, ProgressEvent, Progress> TYPE =
      EntityType.of(
              "sillok-processor",
              ProgressCommand.class,
              ProgressEvent.class,
              Progress.class,
              new ProcessorRules())
          .snapshotEvery(1000)
          .rememberedCommands(0);

  @Override
  public Progress initial() {
    return Progress.NONE;
  }

  @Override
  public Decision<ProgressEvent> decide(
      ProgressCommand command, Progress progress, Context context) {
    return switch (command) {
      case Begin(var input) -> {
        ProgressEvent begun = new ProcessingBegun(input);
        yield accept(begun).reply(of(input, progress));
      }
      case End() -> progress.underway().isEmpty() ? accept() : accept(new ProcessingEnded());
      case Attempt(var offset, var node) -> accept(new EventAttempted(offset, node));
      case Venture(var horizon, var heads) -> accept(new OutputsVentured(horizon, heads));
      case Advance advance -> new Decision.Accepted<>(events(advance, progress), null);
      case Replay(var offsets) -> {
        List<Long> chosen = some(offsets, progress::isAtRest);
        yield chosen.isEmpty() ? accept() : accept(new ReplayBegun(chosen));
      }
      case Settle settle -> new Decision.Accepted<>(events(settle, progress), null);
      case Discard(var offsets) -> {
        List<Long> chosen = some(offsets, progress::isAtRest);
        yield chosen.isEmpty() ? accept() : accept(new ParkedDiscarded(chosen));
      }
      case BeginAnew() -> progress.leftOut().isEmpty() ? accept() : accept(new StatesBegunAnew());
      case LeaveOut leave -> new Decision.Accepted<>(events(leave, progress), null);
    };
  }

  private static Progress of(String input, Progress progress) {
    return progress.input().equals(input) ? progress : Progress.of(input);
  }

  private static List<Long> some(List<Long> offsets, LongPredicate wanted) {
    return new TreeSet<>(offsets).stream().filter(wanted::test).toList();
  }

  private static List<ProgressEvent> events(Advance advance, Progress progress) {
    List<ProgressEvent> events = new ArrayList<>(2);
    if (!advance.parked().isEmpty()) {
      events.add(new EventsParked(advance.parked()));
    }
    if (advance.next() > progress.next() || advance.horizon() > progress.horizon()) {
      events.add(new EventsProcessed(advance.next(), advance.horizon()));
    }
    return events;
  }

  private static List<ProgressEvent> events(Settle settle, Progress progress) {
    List<ProgressEvent> events = new ArrayList<>(2);
    List<Replayed> replayed =
        settle.processed().stream()
            .filter(progress::isParked)
            .map(offset -> new Replayed(offset, progress.next()))
            .toList();
    if (!replayed.isEmpty()) {
      events.add(new ParkedProcessed(replayed));
    }
    if (!settle.parked().isEmpty()) {
      events.add(new EventsParked(settle.parked()));
    }
    return events;
  }

  /** By their steps, events are known that were counted before. */
  private static List<ProgressEvent> events(LeaveOut leave, Progress progress) {
    long told = progress.leftOut().map(LeftOut::steps).orElse(0L);
    int more = (int) leave.steps().stream().filter(steps -> steps > told).count();
    int count = progress.leftOut().map(LeftOut::count).orElse(0) + more;
    return more == 0
        ? List.of()
        : List.of(
            new EventsLeftOut(
                new LeftOut(count, leave.steps().getLast(), leave.offset(), leave.reason())));
  }

  @Override
  public Progress evolve(Progress progress, ProgressEvent event) {
    return switch (event) {
      case ProcessingBegun(var input) -> {
        Progress found = of(input, progress);
        yield found.withUnderway(Optional.of(found.underway().orElse(Underway.BEGUN)));
      }
      case ProcessingEnded() -> progress.withUnderway(Optional.empty());
      case EventAttempted(var offset, var node) ->
          progress.withUnderway(
              Optional.of(progress.underway().orElse(Underway.BEGUN).attempted(offset, node)));
      case OutputsVentured(var horizon, var heads) -> progress.withHorizon(horizon, heads);
      case EventsProcessed(var next, var horizon) ->
          progress.advancedTo(next).withHorizon(horizon, progress.heads());
      case EventsParked(var parked) ->
          progress
              .withParked(
                  Sorted.with(progress.parked(), parked, Parked::offset),
                  Sorted.without(
                      progress.replaying(),
                      parked.stream().map(Parked::offset).collect(Collectors.toSet()),
                      Long::longValue))
              .withUnderway(progress.underway().map(work -> Underway.BEGUN));
      case ReplayBegun(var offsets) ->
          progress.withParked(
              progress.parked(), Sorted.with(progress.replaying(), offsets, Long::longValue));
      case ParkedProcessed(var replayed) -> {
        List<Replayed> all = new ArrayList<>(progress.replayed());
        all.addAll(replayed);
        yield unparked(progress, replayed.stream().map(Replayed::offset).toList())
            .withReplayed(all);
      }
      case ParkedDiscarded(var offsets) ->
          unparked(progress, offsets)
              .withDiscarded(Sorted.with(progress.discarded(), offsets, Long::longValue));
      case StatesBegunAnew() -> progress.withLeftOut(Optional.empty());
      case EventsLeftOut(var all) -> progress.withLeftOut(Optional.of(all));
    };
  }

  private static Progress unparked(Progress progress, List<Long> offsets) {
    Set<Long> gone = Set.copyOf(offsets);
    return progress.withParked(
        Sorted.without(progress.parked(), gone, Parked::offset),
        Sorted.without(progress.replaying(), gone, Long::longValue));
  }
}
