package io.sillok.node.stream.time;

import io.sillok.node.stream.time.TimeMessage.CaughtUp;
import io.sillok.node.stream.time.TimeMessage.Follow;
import io.sillok.node.stream.time.TimeMessage.MoveTo;
import io.sillok.node.stream.time.TimeMessage.Moved;
import io.sillok.node.stream.time.TimeMessage.NotCaughtUp;
import io.sillok.node.stream.time.TimeMessage.NotMoved;
import io.sillok.node.stream.time.TimeMessage.Report;
import io.sillok.node.stream.time.TimeMessage.Stop;
import io.sillok.node.stream.time.TimeMessage.StreamIsAt;
import io.sillok.persistence.LogId;
import io.sillok.protocol.event.LiveClock;
import io.sillok.protocol.window.EventTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Event time of one partition of a log. Whoever wants it to go on tells it to follow, again and
 * again; nothing happens otherwise. All partitions report to that with the number 0, which tells
 * them how far the stream has come.
 */
final class TimeActor {

  private static final Instant SEALED = EventTimes.time(EventTimes.MAX);

  private final ActorContext<TimeMessage> context;
  private final TimeParts parts;
  private final LogId log;
  private final LogTime known;
  private final List<MoveTo> waiting = new ArrayList<>();
  private @Nullable Instant streamTime;

  /** Is to be followed as soon as it is known what stands in the log. */
  private @Nullable Follow follow;

  /** Whether partition 0 was asked how far the stream has come, so as to follow it. */
  private boolean asked;

  private boolean catchingUp;
  private boolean moving;
  private String complaint = "";

  static Behavior<TimeMessage> create(TimeParts parts, LogId log) {
    return Behaviors.setup(context -> new TimeActor(context, parts, log).behavior());
  }

  private TimeActor(ActorContext<TimeMessage> context, TimeParts parts, LogId log) {
    this.context = context;
    this.parts = parts;
    this.log = log;
    known = new LogTime(parts.store(), parts.writers(), log, parts.clock());
  }

  private Behavior<TimeMessage> behavior() {
    return Behaviors.receive(TimeMessage.class)
        .onAnyMessage(this::receive)
        .onSignal(
            PostStop.class,
            stopped -> {
              known.close();
              return Behaviors.same();
            })
        .build();
  }

  private Instant now() {
    return parts.clock().instant();
  }

  private Behavior<TimeMessage> receive(TimeMessage message) {
    switch (message) {
      case Follow wish -> follow(wish);
      case Report(Instant eventTime, ActorRef<TimeMessage> from) -> report(eventTime, from);
      case StreamIsAt(Instant eventTime) -> streamIsAt(eventTime);
      case MoveTo wish -> {
        waiting.add(wish);
        catchUp();
      }
      case CaughtUp done -> caughtUp();
      case NotCaughtUp(Throwable reason) -> notCaughtUp(reason);
      case Moved(Instant time) -> moved(time);
      case NotMoved(Throwable reason) -> {
        moving = false;
        complain(reason);
      }
      case Stop stop -> {
        return Behaviors.stopped();
      }
    }
    return Behaviors.same();
  }

  private void follow(Follow wish) {
    follow = wish;
    catchUp();
  }

  private void catchUp() {
    if (!catchingUp) {
      catchingUp = true;
      context.pipeToSelf(
          times().thenCompose(known::catchUp).thenApply(done -> new CaughtUp()),
          (done, failure) -> done == null ? new NotCaughtUp(failure) : done);
    }
  }

  private CompletionStage<CountedTimes> times() {
    return follow == null
        ? parts.clocks().of(log.name()).thenApply(CountedTimes::of)
        : CompletableFuture.completedFuture(CountedTimes.of(Optional.ofNullable(follow.clock())));
  }

  private void caughtUp() {
    catchingUp = false;
    List<MoveTo> wishes = List.copyOf(waiting);
    waiting.clear();
    wishes.forEach(this::move);
    Follow wish = follow;
    follow = null;
    if (wish != null) {
      goOn(wish);
    }
  }

  private void goOn(Follow wish) {
    LiveClock clock = wish.clock();
    if (clock != null) {
      moveTo(known.now().following(clock, now(), parts.settings().idleAfter()));
    } else if (log.partition() == 0) {
      learn(known.now().eventTime());
      followStream();
      wish.leaders()
          .forEach(leader -> parts.tellFirst(leader, new Report(null, context.getSelf())));
    } else {
      asked = true;
      parts.tellFirst(log.name(), new Report(known.now().eventTime(), context.getSelf()));
    }
  }

  private void report(@Nullable Instant eventTime, ActorRef<TimeMessage> from) {
    learn(eventTime);
    learn(known.now().eventTime());
    if (eventTime == null) {
      catchUp(); // whoever asks from another log asks again
    }
    from.tell(new StreamIsAt(streamTime));
  }

  private void learn(@Nullable Instant eventTime) {
    Instant before = streamTime;
    if (eventTime != null && (before == null || before.isBefore(eventTime))) {
      streamTime = eventTime;
    }
  }

  /** Of this stream, or of one that this follows, whose end is none for this. */
  private void streamIsAt(@Nullable Instant eventTime) {
    if (asked || (eventTime != null && eventTime.isBefore(SEALED))) {
      learn(eventTime);
    }
    if (asked) {
      asked = false;
      followStream();
    }
  }

  private void followStream() {
    moveTo(known.now().following(streamTime, now(), parts.settings().idleAfter()));
  }

  private void moveTo(Optional<Instant> target) {
    if (target.isEmpty() || moving) {
      return;
    }
    moving = true;
    Instant time = target.get();
    context.pipeToSelf(
        parts.advances().advance(log, time),
        (moved, failure) -> moved == null ? new NotMoved(failure) : new Moved(time));
  }

  private void moved(Instant time) {
    moving = false;
    known.moved(time);
    if (!complaint.isEmpty()) {
      context.getLog().info("Event time of {} goes on", log);
      complaint = "";
    }
  }

  /** What goes on for long is told once. */
  private void complain(Throwable reason) {
    TimeAnswer.Unavailable why = Trouble.of(reason);
    if (!why.message().equals(complaint)) {
      complaint = why.message();
      context.getLog().warn("Event time of {} stands still: {}", log, complaint);
    }
  }

  private void notCaughtUp(Throwable reason) {
    catchingUp = false;
    waiting.forEach(wish -> wish.replyTo().tell(Trouble.of(reason)));
    waiting.clear();
    if (follow != null) {
      follow = null;
      complain(reason);
    }
  }

  private void move(MoveTo wish) {
    if (!known.now().isBehind(wish.time())) {
      wish.replyTo().tell(new TimeAnswer.There(false));
      return;
    }
    parts
        .advances()
        .advance(log, wish.time())
        .whenComplete((moved, failure) ->
            wish.replyTo().tell(moved == null ? Trouble.of(failure) : new TimeAnswer.There(moved)));
  }
}
