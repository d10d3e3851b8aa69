package io.sillok.node.table.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.cassandra.CassandraFaults;
import io.sillok.persistence.cassandra.CassandraSession;
import io.sillok.persistence.cassandra.CassandraSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * A session with Cassandra for tables. Stages complete on {@code executor}, not on the driver's
 * threads, and fail with {@link StoreException}.
 */
final class TablesSession implements AutoCloseable {

  private static final String NAME = "sillok-tables";

  private final CqlSession session;
  private final CassandraSettings settings;
  private final Executor executor;

  private TablesSession(CqlSession session, CassandraSettings settings, Executor executor) {
    this.session = session;
    this.settings = settings;
    this.executor = executor;
  }

  /** Connects, and checks the schema. */
  static TablesSession open(CassandraSettings settings, Config driver, Executor executor) {
    Config named = driver.withValue("basic.session-name", ConfigValueFactory.fromAnyRef(NAME));
    CqlSession session = CassandraSession.open(settings, named);
    try {
      TablesSchema.check(session, settings);
      return new TablesSession(session, settings, executor);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
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
    String cql = statement.formatted(settings.keyspace());
    try {
      return session.prepare(
          SimpleStatement.builder(cql)
              .setExecutionProfileName(settings.profile())
              .setIdempotence(idempotent)
              .build());
    } catch (RuntimeException failure) {
      throw CassandraFaults.of("preparing " + cql, failure);
    }
  }

  String profile() {
    return settings.profile();
  }

  /**
   * The first page of what {@code statement} answers.
   *
   * @param doing names it in the message of an error
   */
  CompletionStage<AsyncResultSet> execute(Statement<?> statement, String doing) {
    return session
        .executeAsync(statement)
        .handleAsync(
            (result, failure) -> {
              if (result == null) {
                throw CassandraFaults.of(doing, failure);
              }
              return result;
            },
            executor);
  }

  /** The rows up to and without the first that {@code wanted} refuses; reads page by page. */
  CompletionStage<List<Row>> rows(Statement<?> statement, Predicate<Row> wanted, String doing) {
    List<Row> rows = new ArrayList<>();
    return execute(statement, doing)
        .thenCompose(page -> collect(page, wanted, rows))
        .handle((all, failure) -> {
          if (all == null) {
            throw CassandraFaults.of(doing, failure);
          }
          return all;
        });
  }

  private CompletionStage<List<Row>> collect(
      AsyncResultSet page, Predicate<Row> wanted, List<Row> rows) {
    for (Row row : page.currentPage()) {
      if (!wanted.test(row)) {
        return CompletableFuture.completedFuture(rows);
      }
      rows.add(row);
    }
    return page.hasMorePages()
        ? page.fetchNextPage().thenComposeAsync(next -> collect(next, wanted, rows), executor)
        : CompletableFuture.completedFuture(rows);
  }

  @Override
  public void close() {
    session.close();
  }
}
