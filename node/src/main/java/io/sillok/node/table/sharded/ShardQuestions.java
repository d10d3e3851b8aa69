package io.sillok.node.table.sharded;

import io.sillok.node.cluster.partition.NoAnswer;
import io.sillok.node.cluster.partition.PartitionActors;
import io.sillok.node.table.TableUnavailableException;
import io.sillok.node.table.partition.TableAnswer;
import io.sillok.node.table.partition.TableMessage;
import io.sillok.persistence.Cause;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** Asks the partitions of tables; what is no answer is a {@link TableUnavailableException}. */
final class ShardQuestions {

  /** Beyond the patience that a question has itself. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final PartitionActors<TableMessage> shards;

  ShardQuestions(PartitionActors<TableMessage> shards) {
    this.shards = shards;
  }

  /**
   * Asks a partition of {@code table}.
   *
   * @param patience of the question
   */
  <A extends TableAnswer> CompletionStage<A> ask(
      String table,
      int partition,
      Class<A> expected,
      Duration patience,
      Function<ActorRef<TableAnswer>, TableMessage> question) {
    return shards
        .<TableAnswer>askPatiently(table, partition, question, patience.plus(GRACE))
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(noAnswer(failure)))
        .thenApply(answer -> {
          if (expected.isInstance(answer)) {
            return expected.cast(answer);
          }
          throw unavailable(table, partition, answer);
        });
  }

  private static Throwable noAnswer(Throwable failure) {
    Throwable cause = Cause.of(failure);
    if (!(cause instanceof TimeoutException)) {
      return cause;
    }
    NoAnswer why = NoAnswer.of(cause, "A partition of the table did not answer in time; ask again");
    return new TableUnavailableException(why.code(), why.message());
  }

  private static TableUnavailableException unavailable(
      String table, int partition, TableAnswer answer) {
    return switch (answer) {
      case TableAnswer.NotYet notYet -> notYet(table, partition, notYet);
      case TableAnswer.Unavailable(String code, String message) when code.equals("table-stuck") ->
          new TableUnavailableException(
              code,
              "Table %s cannot go on in partition %d: %s".formatted(table, partition, message));
      case TableAnswer.Unavailable(String code, String message) ->
          new TableUnavailableException(code, message);
      case TableAnswer.Verifying verifying ->
          new TableUnavailableException("table-verifying", "The table is being verified");
      default ->
          throw new IllegalStateException(
              "Table %s answered with %s in partition %d".formatted(table, answer, partition));
    };
  }

  private static TableUnavailableException notYet(
      String table, int partition, TableAnswer.NotYet answer) {
    String trouble = answer.trouble().isEmpty() ? "" : "; it waits: " + answer.trouble();
    return new TableUnavailableException(
        answer.building() ? "table-building" : "table-behind",
        "Table %s has come to offset %d of %d in partition %d%s; ask again"
            .formatted(table, answer.applied(), answer.wanted(), partition, trouble));
  }
}
