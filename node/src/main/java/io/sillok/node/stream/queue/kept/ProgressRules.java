package io.sillok.node.stream.queue.kept;

import io.sillok.node.stream.queue.kept.ProgressCommand.Discard;
import io.sillok.node.stream.queue.kept.ProgressCommand.Open;
import io.sillok.node.stream.queue.kept.ProgressCommand.Replay;
import io.sillok.node.stream.queue.kept.ProgressCommand.Skip;
import io.sillok.node.stream.queue.kept.ProgressEvent.AttemptsFailed;
import io.sillok.node.stream.queue.kept.ProgressEvent.DeadLettersDiscarded;
import io.sillok.node.stream.queue.kept.ProgressEvent.DeadLettersReplayed;
import io.sillok.node.stream.queue.kept.ProgressEvent.EventsGivenUp;
import io.sillok.node.stream.queue.kept.ProgressEvent.OffsetsSettled;
import io.sillok.node.stream.queue.kept.ProgressEvent.OffsetsSkipped;
import io.sillok.node.stream.queue.kept.ProgressEvent.ProgressOpened;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** How the progress of a queue in one partition goes on. */
public final class ProgressRules implements Decider<ProgressCommand, ProgressEvent, Progress> {

  /** Its id is {@code STREAM/QUEUE/PARTITION}. */
  public static final EntityType<ProgressCommand, ProgressEvent, Progress> TYPE =
      EntityType.of(
              "sillok-queue-partition",
              ProgressCommand.class,
              ProgressEvent.class,
              Progress.class,
              new ProgressRules())
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
      case Open(var queueId, var start) when progress.queueId().equals(queueId) ->
          accept().reply(progress);
      case Open(var queueId, var start) -> {
        ProgressEvent opened = new ProgressOpened(queueId, start);
        yield accept(opened).reply(evolve(progress, opened));
      }
      case ProgressCommand.Report happened ->
          new Decision.Accepted<>(events(happened, progress), null);
      case Skip(var from, var to) ->
          progress.unsettled(from, to) == 0
              ? accept()
              : accept(new OffsetsSkipped(new OffsetRange(from, to)));
      case Replay(var offsets) -> {
        List<Long> dead = dead(offsets, progress);
        yield dead.isEmpty() ? accept() : accept(new DeadLettersReplayed(dead));
      }
      case Discard(var offsets) -> {
        List<Long> dead = dead(offsets, progress);
        yield dead.isEmpty() ? accept() : accept(new DeadLettersDiscarded(dead));
      }
    };
  }

  private static List<ProgressEvent> events(ProgressCommand.Report happened, Progress progress) {
    List<ProgressEvent> events = new ArrayList<>(3);
    if (!happened.attempts().isEmpty()) {
      events.add(new AttemptsFailed(happened.attempts()));
    }
    if (!happened.dead().isEmpty()) {
      events.add(new EventsGivenUp(happened.dead()));
    }
    if (happened.next() > progress.next()
        || !happened.beyond().isEmpty()
        || !happened.replayed().isEmpty()) {
      events.add(new OffsetsSettled(happened.next(), happened.beyond(), happened.replayed()));
    }
    return events;
  }

  private static List<Long> dead(List<Long> offsets, Progress progress) {
    return offsets.stream()
        .distinct()
        .filter(offset -> progress.deadLetter(offset).isPresent())
        .sorted()
        .toList();
  }

  @Override
  public Progress evolve(Progress progress, ProgressEvent event) {
    return switch (event) {
      case ProgressOpened(var queueId, var start) ->
          new Progress(queueId, start, List.of(), List.of(), List.of(), List.of(), 0);
      case OffsetsSettled(var next, var beyond, var replayed) ->
          settle(progress, next, beyond, replayed);
      case AttemptsFailed(var attempts) ->
          progress.withAttempts(Sorted.with(progress.attempts(), attempts, Attempt::offset));
      case EventsGivenUp(var letters) -> giveUp(progress, letters);
      case OffsetsSkipped(var dropped) -> skip(progress, dropped);
      case DeadLettersReplayed(var offsets) -> replay(progress, offsets);
      case DeadLettersDiscarded(var offsets) ->
          progress.withDeadLetters(
              Sorted.without(progress.deadLetters(), new TreeSet<>(offsets), DeadLetter::offset));
    };
  }

  private static Progress settle(
      Progress progress, long next, List<OffsetRange> beyond, List<Long> settledAgain) {
    long reached = Math.max(progress.next(), next);
    List<OffsetRange> settled =
        OffsetRanges.from(reached, OffsetRanges.union(progress.settled(), beyond));
    if (!settled.isEmpty() && settled.getFirst().from() == reached) {
      reached = settled.getFirst().to();
      settled = settled.subList(1, settled.size());
    }
    List<Long> replayed =
        Sorted.without(progress.replayed(), new TreeSet<>(settledAgain), Long::longValue);
    return withoutStaleAttempts(
        new Progress(
            progress.queueId(),
            reached,
            settled,
            replayed,
            progress.attempts(),
            progress.deadLetters(),
            progress.skipped()));
  }

  private static Progress withoutStaleAttempts(Progress progress) {
    List<Attempt> attempts = progress.attempts();
    return attempts.stream().anyMatch(attempt -> progress.isSettled(attempt.offset()))
        ? progress.withAttempts(
            attempts.stream().filter(attempt -> !progress.isSettled(attempt.offset())).toList())
        : progress;
  }

  private static Progress giveUp(Progress progress, List<DeadLetter> letters) {
    List<OffsetRange> beyond =
        letters.stream()
            .filter(letter -> letter.offset() >= progress.next())
            .map(letter -> new OffsetRange(letter.offset(), letter.offset() + 1))
            .toList();
    List<Long> offsets = letters.stream().map(DeadLetter::offset).toList();
    Progress settled = settle(progress, progress.next(), beyond, offsets);
    return settled.withDeadLetters(Sorted.with(settled.deadLetters(), letters, DeadLetter::offset));
  }

  private static Progress skip(Progress progress, OffsetRange dropped) {
    Progress settled = settle(progress, progress.next(), List.of(dropped), List.of());
    return new Progress(
        settled.queueId(),
        settled.next(),
        settled.settled(),
        settled.replayed(),
        settled.attempts(),
        settled.deadLetters(),
        settled.skipped() + progress.unsettled(dropped.from(), dropped.to()));
  }

  private static Progress replay(Progress progress, List<Long> offsets) {
    List<OffsetRange> settled = progress.settled();
    List<Long> before = new ArrayList<>();
    for (long offset : offsets) {
      if (offset < progress.next()) {
        before.add(offset);
      } else {
        settled = OffsetRanges.without(offset, settled);
      }
    }
    return new Progress(
        progress.queueId(),
        progress.next(),
        settled,
        Sorted.with(progress.replayed(), before, Long::longValue),
        progress.attempts(),
        Sorted.without(progress.deadLetters(), new TreeSet<>(offsets), DeadLetter::offset),
        progress.skipped());
  }
}
