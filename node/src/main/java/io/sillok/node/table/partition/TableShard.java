package io.sillok.node.table.partition;

import io.sillok.node.table.TableProgress;
import io.sillok.node.table.build.PartitionVerification;
import io.sillok.node.table.build.TableSource;
import io.sillok.node.table.partition.TableAnswer.Compared;
import io.sillok.node.table.partition.TableMessage.Advanced;
import io.sillok.node.table.partition.TableMessage.Look;
import io.sillok.node.table.partition.TableMessage.More;
import io.sillok.node.table.partition.TableMessage.Moved;
import io.sillok.node.table.partition.TableMessage.NotAdvanced;
import io.sillok.node.table.partition.TableMessage.Opened;
import io.sillok.node.table.partition.TableMessage.Overdue;
import io.sillok.node.table.partition.TableMessage.Question;
import io.sillok.node.table.partition.TableMessage.Stop;
import io.sillok.node.table.partition.TableMessage.Verified;
import io.sillok.node.table.partition.TableMessage.Wake;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.persistence.reader.LogFollower;
import java.time.Duration;
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
 * the log ended when it began, and not when there is an event that it cannot take, so that nobody
 * takes for the present what is the past.
 */
public final class TableShard {

  private static final Duration AFTER_OUTAGE = Duration.ofSeconds(1);
  private static final Duration AFTER_DEFECT = Duration.ofSeconds(10);

  private final ActorContext<TableMessage> context;
  private final TimerScheduler<TableMessage> timers;
  private final TableParts parts;
  private final TablePartition id;
  private final ShardOpening opening;
  private final ShardAnswers answers;
  private final AtomicBoolean told = new AtomicBoolean();
  private @Nullable Following following;
  private @Nullable Trouble trouble;
  private boolean busy;
  private boolean built;
  private boolean rebuild;
  private long next;
  private long target;

  public static Behavior<TableMessage> create(
      TableParts parts, TableSource source, TablePartition id) {
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
    answers =
        new ShardAnswers(
            context,
            new ShardVerifications(
                new PartitionVerification(
                    id, source, opening.log(), parts.scratch(), parts.executor()),
                parts.verifications(),
                context.getSelf()::tell));
  }

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
      case Question question -> answers.ask(question, standing());
      case Opened opened -> opened(opened);
      case More more -> advance();
      case Look look -> look();
      case Advanced advanced -> advanced(advanced);
      case NotAdvanced(Throwable reason) -> notAdvanced(Trouble.of(reason));
      case Moved moved -> reopen();
      case Overdue(Question question) -> answers.overdue(question, standing());
      case Verified verified -> verified(verified);
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
    // What has caught up has little to read, and need not wait for those that have much.
    CompletionStage<Long> applied = built ? now.advance(from) : now.advance(from, parts.builds());
    context.pipeToSelf(
        applied,
        (to, failure) -> to == null ? new NotAdvanced(failure) : new Advanced(to, to == from));
  }

  private void advanced(Advanced advanced) {
    busy = false;
    if (rebuild) {
      openAnew();
      return;
    }
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
    answers.now(standing());
    if (!advanced.end() || told.get()) {
      advance();
    } else {
      timers.startSingleTimer(new Look(), parts.settings().pollInterval());
    }
  }

  private void notAdvanced(Trouble now) {
    busy = false;
    if (rebuild) {
      openAnew();
      return;
    }
    if (now.moved()) {
      reopen();
      return;
    }
    if (trouble == null || !trouble.equals(now)) {
      context.getLog().warn("Table {} waits at offset {}: {}", id, next, now.message());
    }
    trouble = now;
    answers.now(standing());
    timers.startSingleTimer(new Look(), now.stuck() ? AFTER_DEFECT : AFTER_OUTAGE);
  }

  private void reopen() {
    if (!busy) {
      close();
      open();
    }
  }

  private void verified(Verified verified) {
    answers.verified(verified);
    if (verified.outcome() instanceof Compared compared && !compared.isEqual()) {
      context.getLog().warn("Table {} is not what its log comes to: {}", id, compared);
      if (verified.question().rebuild()) {
        rebuild = true;
        if (!busy) {
          openAnew();
        }
      }
    }
  }

  /** Forgets the rows and begins from the log. */
  private void openAnew() {
    rebuild = false;
    Following now = following;
    if (now == null) {
      open();
      return;
    }
    close();
    busy = true;
    built = false;
    context.pipeToSelf(
        now.rows().clear().thenCompose(done -> opening.open()),
        (opened, failure) -> opened == null ? new NotAdvanced(failure) : opened);
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

  private Standing standing() {
    return new Standing(following == null ? null : following.rows(), next, target, built, trouble);
  }
}
