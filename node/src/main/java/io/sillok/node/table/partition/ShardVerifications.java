package io.sillok.node.table.partition;

import io.sillok.node.table.build.PartitionVerification;
import io.sillok.node.table.build.PartitionVerification.Comparison;
import io.sillok.node.table.partition.TableAnswer.Compared;
import io.sillok.node.table.partition.TableAnswer.Verifying;
import io.sillok.node.table.partition.TableMessage.Verified;
import io.sillok.node.table.partition.TableMessage.Verify;
import io.sillok.node.table.rows.TableRows;
import io.sillok.persistence.Permits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The verifications of one partition of a table: one at a time, each for one job. */
final class ShardVerifications {

  private final PartitionVerification verification;
  private final Permits permits;
  private final Consumer<Verified> ended;
  private final WaitingQuestions joined = new WaitingQuestions();
  private @Nullable String running;
  private @Nullable Verified last;

  /**
   * @param ended called on any thread
   */
  ShardVerifications(
      PartitionVerification verification, Permits permits, Consumer<Verified> ended) {
    this.verification = verification;
    this.permits = permits;
    this.ended = ended;
  }

  /** Answers what came out, or begins, or has the question wait; whether it waits. */
  boolean ask(Verify question, TableRows rows) {
    if (running == null && last != null && last.question().job().equals(question.job())) {
      question.replyTo().tell(last.outcome());
      return false;
    }
    if (running != null && !running.equals(question.job())) {
      question.replyTo().tell(new Verifying());
      return false;
    }
    if (running == null) {
      running = question.job();
      begin(question, rows);
    }
    return joined.add(question);
  }

  private void begin(Verify question, TableRows rows) {
    permits.acquire(() -> {
      CompletionStage<Comparison> comparison =
          CompletableFuture.completedFuture(rows).thenCompose(verification::of);
      comparison.whenComplete((compared, failure) -> {
        permits.release();
        ended.accept(new Verified(question, answer(compared, failure)));
      });
    });
  }

  private static TableAnswer answer(@Nullable Comparison comparison, @Nullable Throwable failure) {
    if (comparison == null) {
      return Trouble.of(failure == null ? new IllegalStateException("no outcome") : failure)
          .answer();
    }
    return new Compared(
        comparison.kept().rows(),
        comparison.kept().digest(),
        comparison.rebuilt().rows(),
        comparison.rebuilt().digest(),
        comparison.applied());
  }

  /** Tells those who wait for it. */
  void ended(Verified verified) {
    running = null;
    last = verified;
    joined.take(any -> true, question -> question.replyTo().tell(verified.outcome()));
  }

  /** Tells one who has waited for long enough; whether it was here. */
  boolean overdue(TableMessage.Question question) {
    boolean here = joined.remove(question);
    if (here) {
      question.replyTo().tell(new Verifying());
    }
    return here;
  }
}
