package io.sillok.node.stream.queue.shard;

import io.sillok.node.stream.queue.delivery.Deliveries;
import io.sillok.node.stream.queue.kept.Progress;
import io.sillok.node.stream.queue.kept.ProgressCommand;
import io.sillok.node.stream.queue.kept.ProgressCommand.Discard;
import io.sillok.node.stream.queue.kept.ProgressCommand.Replay;
import io.sillok.node.stream.queue.kept.ProgressCommand.Skip;
import io.sillok.node.stream.queue.shard.ShardAnswer.Changed;
import io.sillok.node.stream.queue.shard.ShardAnswer.Unavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Has one command at a time recorded. What comes meanwhile goes into the next one, and who asked is
 * answered once it lasts.
 */
final class Recorder {

  private final Deque<Change> changes = new ArrayDeque<>();
  private List<Waiting> waiting = new ArrayList<>();
  private List<Waiting> underWay = List.of();
  private boolean busy;
  private long sequenceNumber;

  Recorder(long sequenceNumber) {
    this.sequenceNumber = sequenceNumber;
  }

  private record Waiting(ActorRef<ShardAnswer> replyTo, ShardAnswer answer) {}

  /** A change of what is kept, beside what became of events. */
  private record Change(ProgressCommand command, @Nullable ActorRef<ShardAnswer> replyTo) {}

  /** What is to be recorded next, and where the progress must stand. */
  record Next(ProgressCommand command, long sequenceNumber) {}

  boolean isBusy() {
    return busy || !waiting.isEmpty() || !changes.isEmpty();
  }

  /** {@code answer} is given once what has become of events by now is recorded. */
  void answerLater(ActorRef<ShardAnswer> replyTo, ShardAnswer answer) {
    waiting.add(new Waiting(replyTo, answer));
  }

  void change(ProgressCommand command, @Nullable ActorRef<ShardAnswer> replyTo) {
    changes.add(new Change(command, replyTo));
  }

  /** The next command, if none is under way and there is one. */
  Optional<Next> next(Deliveries<?> deliveries) {
    if (busy) {
      return Optional.empty();
    }
    Optional<ProgressCommand.Report> happened = deliveries.record();
    if (happened.isPresent()) {
      underWay = waiting;
      waiting = new ArrayList<>();
      return begin(happened.get());
    }
    answerAll(waiting); // what they wait for is nothing, or was recorded with something else
    waiting = new ArrayList<>();
    Change change = changes.poll();
    if (change == null) {
      return Optional.empty();
    }
    ProgressCommand command = stillWanted(change.command(), deliveries.progress());
    ActorRef<ShardAnswer> replyTo = change.replyTo();
    underWay =
        replyTo == null ? List.of() : List.of(new Waiting(replyTo, new Changed(offsets(command))));
    return begin(command);
  }

  private Optional<Next> begin(ProgressCommand command) {
    busy = true;
    return Optional.of(new Next(command, sequenceNumber));
  }

  /** Of dead letters, those that are still some. */
  private static ProgressCommand stillWanted(ProgressCommand command, Progress progress) {
    return switch (command) {
      case Replay(var offsets) -> new Replay(dead(offsets, progress));
      case Discard(var offsets) -> new Discard(dead(offsets, progress));
      case Skip skip -> skip;
      case ProgressCommand.Open open -> open;
      case ProgressCommand.Report happened -> happened;
    };
  }

  private static List<Long> dead(List<Long> offsets, Progress progress) {
    return offsets.stream()
        .distinct()
        .filter(offset -> progress.deadLetter(offset).isPresent())
        .toList();
  }

  private static List<Long> offsets(ProgressCommand command) {
    return switch (command) {
      case Replay(var offsets) -> offsets;
      case Discard(var offsets) -> offsets;
      case Skip skip -> List.of();
      case ProgressCommand.Open open -> List.of();
      case ProgressCommand.Report happened -> List.of();
    };
  }

  /** What was under way lasts. */
  void recorded(long newSequenceNumber) {
    sequenceNumber = newSequenceNumber;
    busy = false;
    answerAll(underWay);
    underWay = List.of();
  }

  private static void answerAll(List<Waiting> all) {
    all.forEach(each -> each.replyTo().tell(each.answer()));
  }

  /** Nobody is answered with what they hoped for. */
  void fail(Trouble trouble) {
    Stream.of(
            underWay.stream().map(Waiting::replyTo),
            waiting.stream().map(Waiting::replyTo),
            changes.stream().flatMap(change -> Stream.ofNullable(change.replyTo())))
        .flatMap(replies -> replies)
        .forEach(replyTo -> replyTo.tell(new Unavailable(trouble)));
    underWay = List.of();
    waiting = new ArrayList<>();
    changes.clear();
  }
}
