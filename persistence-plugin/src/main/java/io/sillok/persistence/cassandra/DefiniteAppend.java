package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one block into its cell and does not rest before the outcome is definite. A time-out says
 * nothing about a transaction, so the identical one is issued again: its attempt id tells whether
 * the block that stands there is its own.
 */
final class DefiniteAppend {

  private static final Logger LOGGER = LoggerFactory.getLogger(DefiniteAppend.class);
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(1));

  private final Cql cql;
  private final Timer timer;
  private final Block block;
  private final BoundStatement statement;
  private final CompletableFuture<AppendResult> result = new CompletableFuture<>();
  private boolean uncertain;
  private int tries;

  private DefiniteAppend(Cql cql, Timer timer, Block block, BoundStatement statement) {
    this.cql = cql;
    this.timer = timer;
    this.block = block;
    this.statement = statement;
  }

  static CompletionStage<AppendResult> of(
      Cql cql, Timer timer, Block block, BoundStatement statement) {
    DefiniteAppend append = new DefiniteAppend(cql, timer, block, statement);
    append.issue();
    return append.result;
  }

  private void issue() {
    tries++;
    cql.raw(statement).whenCompleteAsync(this::answered, cql.executor());
  }

  private void answered(@Nullable AsyncResultSet answer, @Nullable Throwable failure) {
    try {
      if (answer == null) {
        failed(failure == null ? new IllegalStateException("no answer") : failure);
      } else if (answer.wasApplied()) {
        result.complete(new AppendResult.Appended());
      } else {
        Row standing = answer.one();
        result.complete(standing == null ? new AppendResult.Appended() : standing(standing));
      }
    } catch (RuntimeException e) {
      result.completeExceptionally(CassandraFaults.of("appending to log " + block.log(), e));
    }
  }

  private AppendResult standing(Row row) {
    return block.attempt().equals(row.getUuid("attempt"))
        ? new AppendResult.Appended()
        : new AppendResult.Occupied(LogTable.stored(block.log(), row).block());
  }

  private void failed(Throwable failure) {
    StoreException reason = CassandraFaults.of("appending to log " + block.log(), failure);
    if (!uncertain && CassandraFaults.isWithoutEffect(failure)) {
      result.completeExceptionally(reason);
      return;
    }
    if (tries == 1) {
      LOGGER.warn(
          "The block at offset {} of log {} is uncertain and tried again until it is not: {}",
          block.firstOffset(),
          block.log(),
          reason.getMessage());
    }
    uncertain = true;
    timer.after(BACKOFF.delay(tries), this::issue, closed -> result.completeExceptionally(closed));
  }
}
