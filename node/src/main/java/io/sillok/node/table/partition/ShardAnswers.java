package io.sillok.node.table.partition;

import io.sillok.node.table.partition.TableAnswer.Unavailable;
import io.sillok.node.table.partition.TableMessage.Find;
import io.sillok.node.table.partition.TableMessage.Overdue;
import io.sillok.node.table.partition.TableMessage.Question;
import io.sillok.node.table.partition.TableMessage.ReadPage;
import io.sillok.node.table.partition.TableMessage.Verified;
import io.sillok.node.table.partition.TableMessage.Verify;
import io.sillok.node.table.rows.TableRows;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** Answers what a partition of a table is asked: at once, or when it has come far enough. */
final class ShardAnswers {

  private final ActorContext<TableMessage> context;
  private final ShardReads reads;
  private final ShardVerifications verifications;
  private final WaitingQuestions waiting = new WaitingQuestions();

  ShardAnswers(ActorContext<TableMessage> context, ShardVerifications verifications) {
    this.context = context;
    this.verifications = verifications;
    reads = new ShardReads(context.getSelf());
  }

  void ask(Question question, Standing standing) {
    Trouble trouble = standing.trouble();
    TableRows rows = standing.rows();
    if (trouble != null && trouble.stuck()) {
      question.replyTo().tell(trouble.answer());
    } else if (rows != null && standing.reaches(question.atLeast())) {
      answer(question, rows);
    } else if (waiting.add(question)) {
      expire(question);
    } else {
      question
          .replyTo()
          .tell(new Unavailable("saturated", "Too many wait for the table; ask again later"));
    }
  }

  /** Answers those who have waited for what is there now, and if it is stuck, everybody. */
  void now(Standing standing) {
    waiting.take(
        question -> standing.isStuck() || standing.reaches(question.atLeast()),
        question -> ask(question, standing));
  }

  /** Answers one who has waited for long enough, wherever it waits. */
  void overdue(Question question, Standing standing) {
    if (waiting.remove(question)) {
      question.replyTo().tell(standing.notYet(question.atLeast()));
    } else {
      verifications.overdue(question);
    }
  }

  void verified(Verified verified) {
    verifications.ended(verified);
  }

  private void expire(Question question) {
    context.scheduleOnce(question.patience(), context.getSelf(), new Overdue(question));
  }

  private void answer(Question question, TableRows rows) {
    switch (question) {
      case Find find -> reads.answer(find, rows);
      case ReadPage page -> reads.answer(page, rows);
      case Verify verify -> {
        if (verifications.ask(verify, rows)) {
          expire(verify);
        }
      }
    }
  }
}
