package io.sillok.node.window.shard;

import io.sillok.node.window.ShardProgress;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.ranking.Ranking;
import io.sillok.node.window.reading.Counts;
import io.sillok.node.window.reading.ReadPart;
import io.sillok.node.window.reading.ReaderAnswer;
import io.sillok.node.window.reading.ReaderMessage.Pull;
import io.sillok.node.window.shard.ShardMessage.Again;
import io.sillok.node.window.shard.ShardMessage.Answered;
import io.sillok.node.window.shard.ShardMessage.AskAll;
import io.sillok.node.window.shard.ShardMessage.Committed;
import io.sillok.node.window.shard.ShardMessage.Failed;
import io.sillok.node.window.shard.ShardMessage.Find;
import io.sillok.node.window.shard.ShardMessage.Look;
import io.sillok.node.window.shard.ShardMessage.Moved;
import io.sillok.node.window.shard.ShardMessage.NodeGone;
import io.sillok.node.window.shard.ShardMessage.Opened;
import io.sillok.node.window.shard.ShardMessage.Preview;
import io.sillok.node.window.shard.ShardMessage.Question;
import io.sillok.node.window.shard.ShardMessage.Snapshotted;
import io.sillok.node.window.shard.ShardMessage.Stop;
import io.sillok.node.window.shard.ShardMessage.Tick;
import io.sillok.node.window.shard.ShardMessage.Top;
import io.sillok.node.window.shard.ShardMessage.Wake;
import io.sillok.persistence.LogId;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a shard of a projection going: asks readers for what comes next, and has what follows
 * appended and kept while more comes. When something fails, it begins anew where it was kept last.
 */
public final class WindowShard {

  private static final Logger LOGGER = LoggerFactory.getLogger(WindowShard.class);
  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofSeconds(10);

  /** In which messages to who was on a node that is gone go elsewhere. */
  private static final Duration NEWS_SPREADS = Duration.ofSeconds(1);

  private final ActorContext<ShardMessage> context;
  private final TimerScheduler<ShardMessage> timers;
  private final ShardParts parts;
  private final ShardPlan plan;
  private final long ahead;
  private final ActorRef<ReaderAnswer> answers;
  private final List<Question> early = new ArrayList<>();
  private final ToldKeeping told;
  private Pulls pulls;
  private @Nullable OpenShard open;
  private boolean opening;
  private boolean committing;
  private boolean waiting;
  private boolean snapshotting;
  private boolean droppedOthers;

  /** Whether results may stand that do not follow again. */
  private boolean retells;

  /** Whether it is opened again for that, once what is under way is told. */
  private boolean reopens;

  /** When a snapshot was tried last, and whether there is one since. */
  private @Nullable SnapshotTry lastTry;

  private Duration delay = SOONEST;
  private String trouble = "It is being opened";
  private Instant moved = Instant.MIN;

  public static Behavior<ShardMessage> create(ShardParts parts, ShardPlan plan) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> new WindowShard(context, timers, parts, plan).begin()));
  }

  private WindowShard(
      ActorContext<ShardMessage> context,
      TimerScheduler<ShardMessage> timers,
      ShardParts parts,
      ShardPlan plan) {
    this.context = context;
    this.timers = timers;
    this.parts = parts;
    this.plan = plan;
    ahead = EventTimes.micros(plan.definition().windowing().windows().span());
    answers = context.messageAdapter(ReaderAnswer.class, Answered::new);
    told = new ToldKeeping(parts.told(), plan.definition().windowing(), plan.toString());
    pulls = noPulls();
  }

  /**
   * Drops all that is left of the shard with the number {@code shard} of a projection that runs no
   * more, on this node and in the store. It may be made again from the logs.
   *
   * @param versions so many the projection has
   */
  public static CompletionStage<Void> dropAll(
      ShardParts parts, String projection, int versions, int shard) {
    return OpenShard.dropAll(parts, projection, versions, shard);
  }

  private Pulls noPulls() {
    return new Pulls(plan.inputs(), parts.settings().pullTimeout());
  }

  private Behavior<ShardMessage> begin() {
    timers.startTimerWithFixedDelay(new Tick(), parts.settings().commitInterval());
    Cluster.get(context.getSystem())
        .subscriptions()
        .tell(
            Subscribe.create(
                context.messageAdapter(MemberRemoved.class, removed -> new NodeGone()),
                MemberRemoved.class));
    openUnlessOpen();
    return Behaviors.receive(ShardMessage.class)
        .onAnyMessage(this::receive)
        .onSignal(
            PostStop.class,
            stopped -> {
              parts.progress().remove(plan.toString());
              if (open != null) {
                told.keepNow(open.keptWatermark());
              }
              return Behaviors.same();
            })
        .build();
  }

  /** While it is being opened, nothing is known of it. */
  private void ask(Question question) {
    if (opening) {
      early.add(question);
    } else {
      answer(question);
    }
  }

  private void answerEarly() {
    List<Question> all = List.copyOf(early);
    early.clear();
    all.forEach(this::answer);
  }

  private void answer(Question question) {
    switch (question) {
      case Look look -> look.replyTo().tell(stands());
      case Find find -> answer(find, shard -> shard.queries().find(find));
      case Top top -> answer(top, shard -> shard.top(top, ranking(top)));
      case Preview preview -> preview(preview);
    }
  }

  private Behavior<ShardMessage> receive(ShardMessage message) {
    switch (message) {
      case Answered(ReaderAnswer.Part part) -> take(part);
      case Answered(ReaderAnswer.Left left) -> pulls.left(plan.slot(left.input()));
      case NodeGone gone -> timers.startSingleTimer(new AskAll(), NEWS_SPREADS);
      case AskAll all -> pulls.leftAll();
      case Opened(OpenShard shard) -> opened(shard);
      case Committed(OpenShard shard, Standing standing) -> committed(shard, standing);
      case Failed(OpenShard shard, Throwable reason) -> failed(shard, reason);
      case Tick tick when !plan.wanted().getAsBoolean() -> {
        return Behaviors.stopped();
      }
      case Tick tick -> {
        commitIf(true);
        if (open != null) {
          told.keep(open.keptWatermark());
        }
        snapshotIf();
        dropOthersIf();
        showProgress();
      }
      case Again again -> waiting = false;
      case Moved(Instant time) -> moved = time;
      case Snapshotted(OpenShard shard, OptionalLong reached) -> snapshotted(shard, reached);
      case Wake wake -> moveTime();
      case Question question -> ask(question);
      case Stop stop -> {
        return Behaviors.stopped();
      }
    }
    openUnlessOpen();
    pull();
    return Behaviors.same();
  }

  private void openUnlessOpen() {
    if (open == null && !opening && !waiting) {
      opening = true;
      context.pipeToSelf(
          told.look()
              .thenCompose(known ->
                  OpenShard.open(parts, plan.definition(), plan.inputs(), plan.shard(), retells)),
          (shard, failure) -> shard == null ? new Failed(null, failure) : new Opened(shard));
    }
  }

  private void opened(OpenShard shard) {
    opening = false;
    committing = false;
    open = shard;
    pulls = noPulls();
    trouble = "";
    answerEarly();
  }

  /** The parts that are under way to one that was given up find no place here. */
  private void take(ReaderAnswer.Part answer) {
    OpenShard now = open;
    if (now == null) {
      return;
    }
    try {
      ReadPart part = answer.part(plan.definition().summaries());
      int slot = plan.slot(answer.input());
      if (part.dropped() > 0 && now.isBehind() && now.windows().progress().isNext(slot, part)) {
        retell();
        return;
      }
      if (now.windows().take(slot, part)) {
        tellDropped(slot, part);
        pulls.answered(slot, part.atEnd());
        delay = SOONEST;
      }
      commitIf(false);
    } catch (RuntimeException failure) { // of a module's aggregate, too
      failed(now, failure);
    }
  }

  /** What is under way is told first: it follows from what was there. */
  private void retell() {
    if (!retells) {
      LOGGER.warn(
          "Shard {} has to make results again that stand, but retention has dropped some of what they follow from: what stands is kept, and of windows that were not complete what is left is told",
          plan);
    }
    retells = true;
    reopens = committing;
    if (!committing) {
      open = null;
    }
  }

  private void tellDropped(int slot, ReadPart part) {
    if (part.dropped() > 0) {
      LOGGER.info(
          "Shard {} goes on at offset {} of its input {}: retention had dropped {} offsets before they were read",
          plan,
          part.from() + part.dropped(),
          plan.input(slot),
          part.dropped());
    }
  }

  /** Results are told as soon as they are there; all else is kept now and then. */
  private void commitIf(boolean isTime) {
    OpenShard now = open;
    if (now != null && !committing && (now.windows().waiting() > 0 || isTime)) {
      if (now.windows().isChanged()) {
        committing = true;
        context.pipeToSelf(
            now.commit(),
            (standing, failure) ->
                standing == null ? new Failed(now, failure) : new Committed(now, standing));
      }
    }
  }

  private void committed(OpenShard shard, Standing standing) {
    if (shard == open) {
      committing = false;
      shard.committed(standing);
      retells = retells && reopens; // else it is kept now how results are known
      if (reopens) {
        reopens = false;
        open = null;
      } else {
        commitIf(false);
      }
    }
  }

  private void snapshotIf() {
    OpenShard now = open;
    if (now != null && !snapshotting && isSnapshotDue(now)) {
      snapshotting = true;
      context.pipeToSelf(
          now.snapshot(parts.snapshots(), plan.toString()),
          (reached, failure) -> {
            if (failure != null) {
              LOGGER.warn("Shard {} has no new snapshot: {}", plan, Troubles.message(failure));
            }
            return new Snapshotted(
                now, failure == null ? OptionalLong.of(reached) : OptionalLong.empty());
          });
    }
  }

  /** Where inputs are dropped after a while, what follows from them is in a snapshot before. */
  private boolean isSnapshotDue(OpenShard now) {
    SnapshotTry last = lastTry;
    return now.sinceSnapshot() >= parts.settings().snapshots()
        || (now.isBehindSnapshot()
            && plan.retention()
                .get()
                .filter(each -> last == null || last.isOver(each, System.nanoTime()))
                .isPresent());
  }

  /** Where it failed, the next one is taken after as much as usual. */
  private void snapshotted(OpenShard shard, OptionalLong reached) {
    snapshotting = false;
    lastTry = new SnapshotTry(System.nanoTime(), reached.isPresent());
    if (reached.isPresent()) {
      shard.snapshotted(reached.getAsLong());
    } else {
      shard.notSnapshotted();
    }
  }

  /** Once: what other versions hold is of no use when only this one runs. */
  private void dropOthersIf() {
    if (!droppedOthers && open != null && plan.isAlone().getAsBoolean()) {
      droppedOthers = true;
      OpenShard.dropOthers(
              parts, plan.definition().version(), plan.versions().getAsInt(), plan.shard())
          .whenComplete((done, failure) -> {
            if (failure != null) {
              LOGGER.warn(
                  "Shard {} could not drop other versions: {}", plan, Troubles.message(failure));
            }
          });
    }
  }

  private void failed(@Nullable OpenShard shard, Throwable reason) {
    if (shard != null && shard != open) {
      return;
    }
    String words = Troubles.message(reason);
    if (!words.equals(trouble)) {
      context.getLog().warn("Shard {} waits: {}", plan, words);
    }
    trouble = words;
    open = null;
    reopens = false;
    opening = false;
    waiting = true;
    answerEarly();
    timers.startSingleTimer(new Again(), delay);
    delay = delay.multipliedBy(2).compareTo(LATEST) < 0 ? delay.multipliedBy(2) : LATEST;
  }

  private void pull() {
    OpenShard now = open;
    if (now == null || now.windows().waiting() >= parts.settings().waiting()) {
      return;
    }
    Progress progress = now.windows().progress();
    for (int slot : pulls.next(progress, ahead, System.nanoTime())) {
      plan.readers()
          .ask(
              plan.input(slot),
              new Pull(
                  plan.shard(),
                  progress.offset(slot),
                  progress.eventTime(slot),
                  pulls.isAtEnd(slot),
                  answers));
    }
  }

  /**
   * Who reads the results goes by their event time, which goes on where there are none; nobody else
   * may move it, for only the shard knows what is still to be told.
   */
  private void moveTime() {
    OpenShard now = open;
    if (now == null || !plan.isRead().getAsBoolean()) {
      return;
    }
    ResultTimes.reached(plan.definition().windowing(), now.keptWatermark())
        .filter(time -> time.isAfter(moved))
        .ifPresent(time ->
            context.pipeToSelf(
                parts
                    .times()
                    .advance(new LogId(plan.definition().version().results(), plan.shard()), time),
                (done, failure) -> failure == null ? new Moved(time) : new Moved(moved)));
  }

  private void showProgress() {
    OpenShard now = open;
    ProjectionVersion version = plan.definition().version();
    parts
        .progress()
        .put(
            plan.toString(),
            now == null
                ? new ShardProgress(
                    version.projection(),
                    plan.shard(),
                    Window.BEGINNING,
                    0,
                    0,
                    Counts.NONE,
                    Optional.empty(),
                    trouble)
                : new ShardProgress(
                    version.projection(),
                    plan.shard(),
                    told.shown(now.windows().watermark()),
                    now.told(),
                    now.windows().parts(),
                    now.windows().progress().counts(),
                    now.restoring(),
                    trouble));
  }

  private ShardAnswer stands() {
    OpenShard now = open;
    if (now == null) {
      return new ShardAnswer.Unavailable(trouble);
    }
    Counts counts = now.windows().progress().counts();
    return new ShardAnswer.Stands(
        now.windows().progress().offsets(),
        now.windows().progress().eventTimes(),
        now.kept(),
        told.shown(now.windows().watermark()),
        now.keptWatermark(),
        pulls.isAtEnd(),
        now.told(),
        counts.events(),
        counts.skipped(),
        counts.rejected(),
        counts.pairs(),
        counts.late(),
        now.windows().progress().dropped(),
        now.windows().progress().retelling().isAny(),
        trouble);
  }

  private void preview(Preview preview) {
    OpenShard now = open;
    preview
        .replyTo()
        .tell(now == null ? new ShardAnswer.Unavailable(trouble) : now.preview(preview));
  }

  private Ranking ranking(Top top) {
    return Ranking.of(plan.definition().results().schema(), top.by());
  }

  private void answer(
      Question question, Function<OpenShard, CompletionStage<ShardAnswer.Found>> find) {
    OpenShard now = open;
    if (now == null) {
      question.replyTo().tell(new ShardAnswer.Unavailable(trouble));
      return;
    }
    CompletableFuture.completedStage(now)
        .thenCompose(find)
        .whenComplete((found, failure) ->
            question
                .replyTo()
                .tell(
                    found == null
                        ? new ShardAnswer.Unavailable(Troubles.message(failure))
                        : found));
  }
}
