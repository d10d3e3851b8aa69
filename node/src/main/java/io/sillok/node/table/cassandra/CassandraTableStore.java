package io.sillok.node.table.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.typesafe.config.Config;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.table.rows.TableStore;
import io.sillok.persistence.cassandra.CassandraSettings;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Tables in the keyspace of the logs. Each build of a partition has an id of its own, never used
 * again, so that what was dropped cannot hide what is written.
 */
public final class CassandraTableStore implements TableStore {

  private final TablesSession session;
  private final RowStatements statements;
  private final PreparedStatement find;
  private final PreparedStatement begin;
  private final PreparedStatement shapes;
  private final PreparedStatement end;

  private CassandraTableStore(TablesSession session) {
    this.session = session;
    statements = new RowStatements(session);
    find =
        session.prepare(
            "SELECT build FROM %s.table_builds WHERE name = ? AND partition = ? AND shape = ?");
    begin =
        session.prepareTransaction(
            "INSERT INTO %s.table_builds (name, partition, shape, build) VALUES (?, ?, ?, ?) IF NOT"
                + " EXISTS");
    shapes =
        session.prepare(
            "SELECT shape, build FROM %s.table_builds WHERE name = ? AND partition = ?");
    end =
        session.prepareTransaction(
            "DELETE FROM %s.table_builds WHERE name = ? AND partition = ? AND shape = ? IF build = ?");
  }

  /**
   * Connects, checks, and creates what is missing if that is allowed.
   *
   * @param driver the driver's configuration, as under {@code datastax-java-driver}
   * @param executor runs what follows an answer
   * @throws io.sillok.persistence.StoreException {@code store-unreachable} or {@code store-schema}
   */
  public static CassandraTableStore open(
      CassandraSettings settings, Config driver, Executor executor) {
    TablesSession session = TablesSession.open(settings, driver, executor);
    try {
      return new CassandraTableStore(session);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  @Override
  public CompletionStage<TableRows> open(TablePartition partition) {
    return build(partition)
        .thenCompose(build ->
            statements
                .applied(build)
                .thenApply(applied ->
                    new CassandraTableRows(
                        statements, build, applied, () -> end(partition, build))));
  }

  /** A build that was begun without an answer is found the next time. */
  private CompletionStage<UUID> build(TablePartition partition) {
    return session
        .execute(
            find.bind(partition.table(), partition.partition(), partition.shape()),
            "finding table " + partition)
        .thenCompose(result -> {
          Optional<UUID> present = uuid(result.one());
          return present.isPresent()
              ? CompletableFuture.completedFuture(present.get())
              : begin(partition, UUID.randomUUID());
        });
  }

  private CompletionStage<UUID> begin(TablePartition partition, UUID build) {
    return session
        .execute(
            begin.bind(partition.table(), partition.partition(), partition.shape(), build),
            "beginning table " + partition)
        .thenApply(result -> result.wasApplied() ? build : uuid(result.one()).orElse(build));
  }

  private static Optional<UUID> uuid(@Nullable Row row) {
    return row == null ? Optional.empty() : Optional.ofNullable(row.getUuid("build"));
  }

  @Override
  public CompletionStage<Void> dropOthers(TablePartition partition) {
    return session
        .rows(
            shapes.bind(partition.table(), partition.partition()),
            row -> true,
            "finding table " + partition)
        .thenCompose(rows -> {
          CompletionStage<Void> dropped = CompletableFuture.completedFuture(null);
          for (Row row : rows) {
            TablePartition other = other(partition, row);
            if (!other.equals(partition)) {
              UUID build = Objects.requireNonNull(row.getUuid("build"));
              dropped = dropped.thenCompose(done -> end(other, build));
            }
          }
          return dropped;
        });
  }

  private static TablePartition other(TablePartition partition, Row row) {
    return new TablePartition(
        partition.table(), Objects.requireNonNull(row.getString("shape")), partition.partition());
  }

  /** Nobody finds the build any more, and then its rows go. */
  private CompletionStage<Void> end(TablePartition partition, UUID build) {
    CompletionStage<AsyncResultSet> ended =
        session.execute(
            end.bind(partition.table(), partition.partition(), partition.shape(), build),
            "dropping table " + partition);
    return ended.thenCompose(done -> statements.drop(build));
  }

  @Override
  public void close() {
    session.close();
  }
}
