package io.sillok.node.table.partition;

import io.sillok.node.table.partition.TableAnswer.RowIs;
import io.sillok.node.table.partition.TableAnswer.RowsAre;
import io.sillok.node.table.partition.TableMessage.Find;
import io.sillok.node.table.partition.TableMessage.Moved;
import io.sillok.node.table.partition.TableMessage.Question;
import io.sillok.node.table.partition.TableMessage.ReadPage;
import io.sillok.node.table.rows.TableRows;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;

/** Answers questions from rows, on the threads of their store. */
final class ShardReads {

  private final ActorRef<TableMessage> shard;

  /**
   * @param shard is told when the rows must be opened again, and asked again then
   */
  ShardReads(ActorRef<TableMessage> shard) {
    this.shard = shard;
  }

  void answer(Find find, TableRows rows) {
    tell(find, rows.find(List.of(find.key())).thenApply(found -> new RowIs(found.get(find.key()))));
  }

  void answer(ReadPage page, TableRows rows) {
    tell(
        page,
        rows.page(page.prefix(), page.after(), page.limit(), page.maxBytes())
            .thenApply(read -> new RowsAre(read.rows(), read.more())));
  }

  private void tell(Question question, CompletionStage<? extends TableAnswer> answer) {
    answer.whenComplete((read, failure) -> {
      if (failure == null) {
        question.replyTo().tell(read);
        return;
      }
      Trouble reason = Trouble.of(failure);
      if (reason.moved()) {
        shard.tell(new Moved());
        shard.tell(question);
      } else {
        question.replyTo().tell(reason.answer());
      }
    });
  }
}
