package io.sillok.node.processor.sharded;

import io.sillok.node.processor.Pace;
import io.sillok.node.processor.ProcessorProgress;
import io.sillok.node.processor.kept.LeftOut;
import io.sillok.node.processor.kept.Parked;
import io.sillok.node.processor.kept.Progress;
import io.sillok.node.processor.sharded.ProcessorMessage.Again;
import io.sillok.node.processor.sharded.ProcessorMessage.Begun;
import io.sillok.node.processor.sharded.ProcessorMessage.Change;
import io.sillok.node.processor.sharded.ProcessorMessage.Changed;
import io.sillok.node.processor.sharded.ProcessorMessage.Discard;
import io.sillok.node.processor.sharded.ProcessorMessage.Ended;
import io.sillok.node.processor.sharded.ProcessorMessage.Failed;
import io.sillok.node.processor.sharded.ProcessorMessage.ListParked;
import io.sillok.node.processor.sharded.ProcessorMessage.Look;
import io.sillok.node.processor.sharded.ProcessorMessage.More;
import io.sillok.node.processor.sharded.ProcessorMessage.NotChanged;
import io.sillok.node.processor.sharded.ProcessorMessage.Question;
import io.sillok.node.processor.sharded.ProcessorMessage.Replay;
import io.sillok.node.processor.sharded.ProcessorMessage.Rest;
import io.sillok.node.processor.sharded.ProcessorMessage.Stepped;
import io.sillok.node.processor.sharded.ProcessorMessage.Stop;
import io.sillok.node.processor.sharded.ProcessorMessage.StopNow;
import io.sillok.node.processor.sharded.ProcessorMessage.Wake;
import io.sillok.node.processor.work.PartitionWork;
import io.sillok.node.processor.work.WorkBeginning;
import io.sillok.protocol.schema.ProcessorModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Sees to the work of a processor in one partition: one thing at a time, for as long as there is
 * something to do. What fails is tried again, later and later, for ever.
 */
final class ProcessorShard {

  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofSeconds(10);

  /** So long what is under way may hold up a partition that moves. */
  private static final Duration MOVES_WITHIN = Duration.ofSeconds(5);

  private final ActorContext<ProcessorMessage> context;
  private final TimerScheduler<ProcessorMessage> timers;
  private final ShardParts parts;
  private final ProcessorModel<?, ?> model;
  private final int partition;
  private final Deque<Change> changes = new ArrayDeque<>();
  private final List<Question> early = new ArrayList<>();
  private final List<ActorRef<ProcessorAnswer>> resting = new ArrayList<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private @Nullable PartitionWork<?, ?> work;
  private Pace pace;
  private Duration delay = SOONEST;
  private long head;
  private String log = "";
  private long reached;
  private Progress known = Progress.NONE;
  private boolean busy;
  private boolean waiting;
  private boolean atEnd;
  private boolean rests;
  private boolean stops;
  private boolean ended;
  private boolean cautious = true;
  private volatile boolean gone;

  static Behavior<ProcessorMessage> create(
      ShardParts parts, ProcessorModel<?, ?> model, int partition) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(
            timers -> new ProcessorShard(context, timers, parts, model, partition).begin()));
  }

  private ProcessorShard(
      ActorContext<ProcessorMessage> context,
      TimerScheduler<ProcessorMessage> timers,
      ShardParts parts,
      ProcessorModel<?, ?> model,
      int partition) {
    this.context = context;
    this.timers = timers;
    this.parts = parts;
    this.model = model;
    this.partition = partition;
    pace = Pace.begun(now());
  }

  private Instant now() {
    return parts.work().clock().instant();
  }

  private Behavior<ProcessorMessage> begin() {
    parts.local().add(context.getSelf());
    goOn();
    return Behaviors.receive(ProcessorMessage.class)
        .onAnyMessage(this::receive)
        .onSignal(
            PostStop.class,
            stopped -> {
              gone = true;
              close();
              parts.local().remove(context.getSelf());
              parts.progress().remove(name());
              parts.complaints().isOver(model.type().name(), partition);
              return Behaviors.same();
            })
        .build();
  }

  private String name() {
    return model.type().name() + "/" + partition;
  }

  private Behavior<ProcessorMessage> receive(ProcessorMessage message) {
    switch (message) {
      case Question question -> ask(question);
      case Begun begun -> begun(begun);
      case Stepped(boolean end) -> stepped(end);
      case Failed(Throwable reason) -> failed(reason);
      case Changed(Change change, ProcessorAnswer answer) -> changed(change, answer);
      case NotChanged(Change change, Throwable reason) -> notChanged(change, reason);
      case More more -> pace = pace.behind(now());
      case Again again -> waiting = false;
      case Wake wake -> wake();
      case Rest rest -> rest(rest);
      case Stop stop -> stop();
      case Ended end -> busy = false;
      case StopNow stop -> leave();
    }
    if (rests || stops) {
      end();
    }
    if (stops && !busy) {
      return Behaviors.stopped();
    }
    goOn();
    return Behaviors.same();
  }

  /** What was passed without a step is recorded now and then. */
  private void wake() {
    if (work != null && atEnd && work.isFar()) {
      told.set(true);
    }
    showProgress();
  }

  private void stop() {
    stops = true;
    timers.startSingleTimer(new StopNow(), MOVES_WITHIN);
  }

  private void leave() {
    busy = false;
    ended = true;
  }

  /** What is under way comes to its end before. */
  private void end() {
    PartitionWork<?, ?> now = work;
    if (!busy && now != null && !ended) {
      ended = true;
      run(now.end(), progress -> new Ended());
    }
    if (!busy) {
      resting.forEach(waits -> waits.tell(new ProcessorAnswer.Resting()));
      resting.clear();
    }
  }

  /** Does the next thing, unless something is under way or has to wait. */
  private void goOn() {
    PartitionWork<?, ?> now = work;
    if (busy || rests || stops) {
      return;
    }
    if (now == null) {
      if (!waiting) {
        beginWork();
      }
    } else if (!changes.isEmpty() && (changes.getFirst() instanceof Discard || isSettled(now))) {
      make(changes.removeFirst(), now);
    } else if (!waiting && (!atEnd || told.get())) {
      told.set(false);
      run(now.step(), stepped -> new Stepped(stepped.end()));
    }
  }

  /** Whether something may be processed out of turn. */
  private static boolean isSettled(PartitionWork<?, ?> now) {
    return !now.isRework() && !now.isInDoubt();
  }

  private void beginWork() {
    told.set(false);
    run(
        new WorkBeginning<>(parts.work(), model, partition)
            .begin(this::tellMore, cautious)
            .thenApply(this::unlessGone),
        Begun::new);
  }

  /** Nobody would close it. */
  private <W extends PartitionWork<?, ?>> W unlessGone(W begun) {
    if (gone) {
      begun.close();
    }
    return begun;
  }

  /** Called on any thread. */
  private void tellMore() {
    if (told.compareAndSet(false, true)) {
      context.getSelf().tell(new More());
    }
  }

  private <T> void run(CompletionStage<T> stage, Done<T> done) {
    busy = true;
    context.pipeToSelf(
        stage, (result, failure) -> result == null ? new Failed(failure) : done.of(result));
  }

  /** What is told of something that is done. */
  private interface Done<T> {
    ProcessorMessage of(T result);
  }

  private void begun(Begun begun) {
    busy = false;
    work = begun.work();
    atEnd = false;
    head = 0;
    showProgress();
    answerEarly();
  }

  private void answerEarly() {
    List<Question> all = List.copyOf(early);
    early.clear();
    all.forEach(this::answer);
  }

  private void stepped(boolean end) {
    busy = false;
    delay = SOONEST;
    atEnd = end;
    if (parts.complaints().isOver(model.type().name(), partition)) {
      context.getLog().info("Processor {} goes on", name());
    }
    PartitionWork<?, ?> now = work;
    boolean done = end && !told.get() && now != null && now.reached() >= head;
    pace = done ? pace.atEnd(now()) : pace.moved(now());
    showProgress();
  }

  /** What fails then is as it should be, and is done again elsewhere. */
  private boolean isNodeStopping() {
    return CoordinatedShutdown.get(context.getSystem()).getShutdownReason().isPresent();
  }

  private void failed(Throwable reason) {
    busy = false;
    Trouble trouble = Trouble.of(reason);
    if (!isNodeStopping()
        && parts.complaints().isNews(model.type().name(), partition, trouble.message())) {
      context.getLog().warn("Processor {} waits: {}", name(), trouble.message());
    }
    pace = pace.stopped(now(), trouble.message());
    if (!trouble.passes()) {
      boolean hadBegun = work != null;
      close();
      refuseWhere(change -> !(hadBegun && change instanceof Discard), trouble);
    }
    waiting = true;
    timers.startSingleTimer(new Again(), delay);
    delay = delay.multipliedBy(2).compareTo(LATEST) < 0 ? delay.multipliedBy(2) : LATEST;
    showProgress();
    answerEarly();
  }

  /** While the work is being begun, nothing is known of it. */
  private void ask(Question question) {
    if (work == null && !waiting) {
      early.add(question);
    } else {
      answer(question);
    }
  }

  private void answer(Question question) {
    switch (question) {
      case Look look -> look(look);
      case ListParked list -> list(list);
      case Discard discard when work == null && waiting && !known.equals(Progress.NONE) ->
          changes.addLast(
              discard); // rules that fail keep nobody from it once the work is begun anew
      case Change change when work == null -> refuse(change, new Trouble(false, pace.reason()));
      case Replay replay when waiting && work != null && !isSettled(work) ->
          refuse(replay, new Trouble(true, pace.reason()));
      case Change change -> changes.addLast(change);
    }
  }

  private void make(Change change, PartitionWork<?, ?> now) {
    busy = true;
    context.pipeToSelf(
        made(change, now),
        (answer, failure) ->
            answer == null ? new NotChanged(change, failure) : new Changed(change, answer));
  }

  private static CompletionStage<ProcessorAnswer> made(Change change, PartitionWork<?, ?> now) {
    Optional<List<Long>> offsets = Optional.ofNullable(change.offsets());
    return switch (change) {
      case Replay replay ->
          now.replay(offsets)
              .thenApply(again -> new ProcessorAnswer.Replayed(again.processed(), again.parked()));
      case Discard discard -> now.discard(offsets).thenApply(ProcessorAnswer.Discarded::new);
    };
  }

  private void changed(Change change, ProcessorAnswer answer) {
    busy = false;
    waiting = false; // there may be room to park something now
    change.replyTo().tell(answer);
    showProgress();
  }

  private void notChanged(Change change, Throwable reason) {
    refuse(change, Trouble.of(reason));
    failed(reason);
  }

  private void refuseWhere(Predicate<Change> chosen, Trouble trouble) {
    changes.stream().filter(chosen).forEach(change -> refuse(change, trouble));
    changes.removeIf(chosen);
  }

  private static void refuse(Change change, Trouble trouble) {
    change.replyTo().tell(new ProcessorAnswer.Unavailable(trouble.message()));
  }

  private void look(Look look) {
    remember();
    head = Math.max(head, look.head());
    if (reached < head) {
      pace = pace.behind(now());
    }
    seeRules();
    look.replyTo()
        .tell(
            new ProcessorAnswer.Standing(
                reached,
                known.parked().size(),
                known.leftOut().orElse(null),
                pace.condition(now())));
  }

  /** They may not come to an end. */
  private void seeRules() {
    pace = pace.at(work == null ? OptionalLong.empty() : work.running());
  }

  /** What is known of the work, also when it has to be begun anew. */
  private void remember() {
    PartitionWork<?, ?> now = work;
    if (now != null) {
      log = now.log().name();
      reached = now.reached();
      known = now.progress();
    }
  }

  private void list(ListParked list) {
    remember();
    if (work == null && known.equals(Progress.NONE)) {
      list.replyTo().tell(new ProcessorAnswer.Unavailable(pace.reason()));
      return;
    }
    List<Parked> some =
        known.parked().stream()
            .filter(each -> each.offset() >= list.from())
            .limit(list.limit())
            .toList();
    list.replyTo().tell(new ProcessorAnswer.ParkedAre(some));
  }

  private void rest(Rest rest) {
    rests = true;
    resting.add(rest.replyTo());
  }

  private void showProgress() {
    remember();
    seeRules();
    parts
        .progress()
        .put(
            name(),
            new ProcessorProgress(
                model.type().name(),
                log,
                partition,
                reached,
                known.parked().size(),
                leftOutCount(),
                pace));
  }

  private int leftOutCount() {
    return known.leftOut().map(LeftOut::count).orElse(0);
  }

  private void close() {
    remember();
    if (work != null) {
      cautious = work.isCautious();
      work.close();
      work = null;
    }
  }
}
