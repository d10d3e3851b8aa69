package io.sillok.node.table.sharded;

import io.sillok.node.table.TableProgress;
import io.sillok.node.table.build.PartitionBuild;
import io.sillok.node.table.build.PartitionVerification;
import io.sillok.node.table.build.TableSource;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.table.sharded.TableAnswer.NotYet;
import io.sillok.node.table.sharded.TableAnswer.RowIs;
import io.sillok.node.table.sharded.TableAnswer.RowsAre;
import io.sillok.node.table.sharded.TableAnswer.Unavailable;
import io.sillok.node.table.sharded.TableMessage.Advanced;
import io.sillok.node.table.sharded.TableMessage.Find;
import io.sillok.node.table.sharded.TableMessage.Look;
import io.sillok.node.table.sharded.TableMessage.More;
import io.sillok.node.table.sharded.TableMessage.Moved;
import io.sillok.node.table.sharded.TableMessage.NotAdvanced;
import io.sillok.node.table.sharded.TableMessage.Opened;
import io.sillok.node.table.sharded.TableMessage.Overdue;
import io.sillok.node.table.sharded.TableMessage.Question;
import io.sillok.node.table.sharded.TableMessage.ReadPage;
import io.sillok.node.table.sharded.TableMessage.Stop;
import io.sillok.node.table.sharded.TableMessage.Verified;
import io.sillok.node.table.sharded.TableMessage.Verify;
import io.sillok.node.table.sharded.TableMessage.Wake;
import io.sillok.persistence.reader.LogFollower;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one partition of a table up with its log, and reads it. It answers once it has been where
 * the log ended when it began, and not while it cannot go on, so that nobody takes for the present
 * what is the past.
 */
final class TableShard {

  private static final Duration AFTER_OUTAGE = Duration.ofSeconds(1);
  private static final Duration AFTER_DEFECT = Duration.ofSeconds(10);

  private final ActorContext<TableMessage> context;
  private final TimerScheduler<TableMessage> timers;
  private final TableParts parts;
  private final TablePartition id;
  private final ShardOpening opening;
  private final ShardVerifications verifications;
  private final WaitingQuestions waiting = new WaitingQuestions();
  private final AtomicBoolean told = new AtomicBoolean();
  private @Nullable Following following;
  private @Nullable Trouble trouble;
  private boolean busy;
  private boolean built;
  private long next;
  private long target;

  static Behavior<TableMessage> create(TableParts parts, TableSource source, TablePartition id) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> new TableShard(context, timers, parts, source, id).begin()));
  }

  private TableShard(
      ActorContext<TableMessage> context,
      TimerScheduler<TableMessage> timers,
      TableParts parts,
      TableSource source,
      TablePartition id) {
    this.context = context;
    this.timers = timers;
    this.parts = parts;
    this.id = id;
    opening = new ShardOpening(parts, source, id);
    verifications =
        new ShardVerifications(
            new PartitionVerification(id, source, opening.log(), parts.scratch(), parts.executor()),
            parts.verifications(),
            context.getSelf()::tell);
  }

  /** The rows, and what goes into them. */
  private record Following(TableRows rows, PartitionBuild build, LogFollower log) {}

  private Behavior<TableMessage> begin() {
    open();
    return Behaviors.receive(TableMessage.class)
        .onAnyMessage(this::receive)
        .onSignal(
            PostStop.class,
            stopped -> {
              close();
              parts.progress().remove(id);
              return Behaviors.same();
            })
        .build();
  }

  private Behavior<TableMessage> receive(TableMessage message) {
    switch (message) {
      case Question question -> ask(question);
      case Opened opened -> opened(opened);
      case More more -> advance();
      case Look look -> look();
      case Advanced advanced -> advanced(advanced);
      case NotAdvanced(Throwable reason) -> notAdvanced(Trouble.of(reason));
      case Moved moved -> reopen();
      case Overdue(Question question) -> overdue(question);
      case Verified verified -> verifications.ended(verified);
      case Wake wake -> {}
      case Stop stop -> {
        return Behaviors.stopped();
      }
    }
    return Behaviors.same();
  }

  private void open() {
    busy = true;
    built = false;
    context.pipeToSelf(
        opening.open(), (opened, failure) -> opened == null ? new NotAdvanced(failure) : opened);
  }

  private void opened(Opened opened) {
    LogFollower log =
        new LogFollower(
            parts.persistence().heads(),
            parts.settings().pollInterval(),
            opening.log().id(),
            parts.settings().pageBytes(),
            block -> true);
    log.start(this::tellMore);
    following = new Following(opened.rows(), opening.build(opened.rows()), log);
    target = opened.head();
    advanced(new Advanced(opened.next(), false));
  }

  /** Called on any thread. */
  private void tellMore() {
    if (told.compareAndSet(false, true)) {
      context.getSelf().tell(new More());
    }
  }

  /** Applies what the log has next; what comes while it does is looked at behind it. */
  private void advance() {
    Following now = following;
    if (busy || now == null) {
      return;
    }
    busy = true;
    told.set(false);
    long from = next;
    CompletionStage<Long> applied =
        now.log()
            .read(from)
            .thenCompose(blocks ->
                blocks.isEmpty()
                    ? CompletableFuture.completedFuture(from)
                    : now.build().apply(blocks, from, Long.MAX_VALUE));
    context.pipeToSelf(
        applied,
        (to, failure) -> to == null ? new NotAdvanced(failure) : new Advanced(to, to == from));
  }

  private void advanced(Advanced advanced) {
    busy = false;
    next = advanced.next();
    if (trouble != null) {
      context.getLog().info("Table {} goes on at offset {}", id, next);
      trouble = null;
    }
    parts
        .progress()
        .put(id, new TableProgress(id.table(), opening.log().id().name(), id.partition(), next));
    if (!built && next >= target) {
      built = true;
      opening.dropOthers();
    }
    waiting.take(question -> isReady(question), this::answer);
    if (!advanced.end() || told.get()) {
      advance();
    } else {
      timers.startSingleTimer(new Look(), parts.settings().pollInterval());
    }
  }

  private void notAdvanced(Trouble now) {
    busy = false;
    if (now.moved()) {
      reopen();
      return;
    }
    if (trouble == null || !trouble.equals(now)) {
      context.getLog().warn("Table {} waits at offset {}: {}", id, next, now.message());
    }
    trouble = now;
    if (now.stuck()) {
      waiting.take(any -> true, question -> question.replyTo().tell(now.answer()));
    }
    timers.startSingleTimer(new Look(), now.stuck() ? AFTER_DEFECT : AFTER_OUTAGE);
  }

  private void reopen() {
    if (!busy) {
      close();
      open();
    }
  }

  private void look() {
    if (busy) {
      return;
    }
    Following now = following;
    if (now == null) {
      open();
    } else if (trouble == null && opening.trimIsDue()) {
      busy = true;
      context.pipeToSelf(
          opening.afterTrim(now.rows(), next),
          (to, failure) -> to == null ? new NotAdvanced(failure) : new Advanced(to, false));
    } else {
      advance();
    }
  }

  private void close() {
    if (following != null) {
      following.log().close();
      following = null;
    }
  }

  private boolean isReady(Question question) {
    return following != null && built && next >= question.atLeast();
  }

  private void ask(Question question) {
    if (trouble != null && trouble.stuck()) {
      question.replyTo().tell(trouble.answer());
    } else if (isReady(question)) {
      answer(question);
    } else if (waiting.add(question)) {
      expire(question);
    } else {
      question
          .replyTo()
          .tell(new Unavailable("saturated", "Too many wait for the table; ask again later"));
    }
  }

  private void expire(Question question) {
    context.scheduleOnce(question.patience(), context.getSelf(), new Overdue(question));
  }

  private void overdue(Question question) {
    if (waiting.remove(question)) {
      question
          .replyTo()
          .tell(
              new NotYet(
                  next,
                  Math.max(target, question.atLeast()),
                  !built,
                  trouble == null ? "" : trouble.message()));
    } else {
      verifications.overdue(question);
    }
  }

  private void answer(Question question) {
    Following now = following;
    if (now == null) {
      return; // answered only while it follows
    }
    switch (question) {
      case Find find ->
          tell(
              find,
              now.rows()
                  .find(List.of(find.key()))
                  .thenApply(found -> new RowIs(found.get(find.key()))));
      case ReadPage page ->
          tell(
              page,
              now.rows()
                  .page(page.prefix(), page.after(), page.limit(), page.maxBytes())
                  .thenApply(read -> new RowsAre(read.rows(), read.more())));
      case Verify verify -> {
        if (verifications.ask(verify, now.rows())) {
          expire(verify);
        }
      }
    }
  }

  /** What must be opened again is asked again then. */
  private void tell(Question question, CompletionStage<? extends TableAnswer> answer) {
    answer.whenComplete((read, failure) -> {
      Trouble reason = failure == null ? null : Trouble.of(failure);
      if (reason == null) {
        question.replyTo().tell(read);
      } else if (reason.moved()) {
        context.getSelf().tell(new Moved());
        context.getSelf().tell(question);
      } else {
        question.replyTo().tell(reason.answer());
      }
    });
  }
}
