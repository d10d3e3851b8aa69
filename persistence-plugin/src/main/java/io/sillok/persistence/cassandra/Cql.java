package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.sillok.persistence.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * The driver's session as the parts of the store use it. Stages complete on {@code executor}, not
 * on the driver's threads, and fail with {@link StoreException}.
 */
final class Cql {

  private final CqlSession session;
  private final String keyspace;
  private final String profile;
  private final Executor executor;

  Cql(CqlSession session, CassandraSettings settings, Executor executor) {
    this.session = session;
    this.keyspace = settings.keyspace();
    this.profile = settings.profile();
    this.executor = executor;
  }

  /** A statement that may be tried again; {@code %s} in it is the keyspace. */
  PreparedStatement prepare(String statement) {
    return prepare(statement, true);
  }

  /** A statement that the driver must not try again by itself. */
  PreparedStatement prepareTransaction(String statement) {
    return prepare(statement, false);
  }

  private PreparedStatement prepare(String statement, boolean idempotent) {
    try {
      return session.prepare(
          SimpleStatement.builder(statement.formatted(keyspace))
              .setExecutionProfileName(profile)
              .setIdempotence(idempotent)
              .build());
    } catch (RuntimeException e) {
      throw CassandraFaults.of("preparing " + statement.formatted(keyspace), e);
    }
  }

  /** The first page of what {@code statement} answers; fails with the driver's own errors. */
  CompletionStage<AsyncResultSet> raw(BoundStatement statement) {
    return session.executeAsync(statement);
  }

  Executor executor() {
    return executor;
  }

  /**
   * Executes {@code statement} for its effect.
   *
   * @param doing names it in the message of an error
   */
  CompletionStage<Void> run(BoundStatement statement, String doing) {
    return raw(statement)
        .handleAsync(
            (result, failure) -> {
              if (failure != null) {
                throw CassandraFaults.of(doing, failure);
              }
              return null;
            },
            executor);
  }

  /** The only row, or nothing. */
  CompletionStage<Optional<Row>> one(BoundStatement statement, String doing) {
    return raw(statement)
        .handleAsync(
            (result, failure) -> {
              if (result == null) {
                throw CassandraFaults.of(doing, failure);
              }
              return Optional.ofNullable(result.one());
            },
            executor);
  }

  /** All rows. */
  CompletionStage<List<Row>> all(BoundStatement statement, String doing) {
    return some(statement, row -> true, doing);
  }

  /** The rows up to and without the first that {@code wanted} refuses; reads page by page. */
  CompletionStage<List<Row>> some(BoundStatement statement, Predicate<Row> wanted, String doing) {
    List<Row> rows = new ArrayList<>();
    return raw(statement)
        .thenCompose(page -> collect(page, wanted, rows))
        .handleAsync(
            (all, failure) -> {
              if (failure != null) {
                throw CassandraFaults.of(doing, failure);
              }
              return all;
            },
            executor);
  }

  private static CompletionStage<List<Row>> collect(
      AsyncResultSet page, Predicate<Row> wanted, List<Row> rows) {
    for (Row row : page.currentPage()) {
      if (!wanted.test(row)) {
        return Stages.now(rows);
      }
      rows.add(row);
    }
    return page.hasMorePages()
        ? page.fetchNextPage().thenCompose(next -> collect(next, wanted, rows))
        : Stages.now(rows);
  }
}
