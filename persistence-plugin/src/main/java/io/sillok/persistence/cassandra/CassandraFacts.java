package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.sillok.persistence.Facts;
import io.sillok.persistence.StoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Facts in Cassandra, written by lightweight transactions. */
final class CassandraFacts implements Facts {

  /** What users of the store record. */
  static final String FACTS = "fact";

  /** What the store is. */
  static final String STORE = "store";

  private static final int TRIES = 20;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofMillis(500));

  private final Cql cql;
  private final Timer timer;
  private final String scope;
  private final PreparedStatement find;
  private final PreparedStatement insert;
  private final PreparedStatement from;

  CassandraFacts(Cql cql, Timer timer, String scope) {
    this.cql = cql;
    this.timer = timer;
    this.scope = scope;
    find = cql.prepare("SELECT value FROM %s.facts WHERE scope = ? AND name = ?");
    insert =
        cql.prepareTransaction(
            "INSERT INTO %s.facts (scope, name, value) VALUES (?, ?, ?) IF NOT EXISTS");
    from = cql.prepare("SELECT name, value FROM %s.facts WHERE scope = ? AND name >= ?");
  }

  @Override
  public CompletionStage<Optional<String>> get(String key) {
    return cql.one(find.bind(scope, key), "reading fact " + key)
        .thenApply(row -> row.map(found -> found.getString("value")));
  }

  /** Writing the same again changes nothing, so it is tried until the outcome is definite. */
  @Override
  public CompletionStage<String> putIfAbsent(String key, String value) {
    CompletableFuture<String> standing = new CompletableFuture<>();
    put(key, value, standing, 1);
    return standing;
  }

  private void put(String key, String value, CompletableFuture<String> standing, int tries) {
    cql.raw(insert.bind(scope, key, value))
        .whenCompleteAsync(
            (result, failure) -> {
              if (result != null) {
                standing.complete(standing(result, value));
              } else {
                again(key, value, standing, tries, failure);
              }
            },
            cql.executor());
  }

  private static String standing(AsyncResultSet result, String value) {
    @Nullable Row row = result.wasApplied() ? null : result.one();
    return row == null ? value : Objects.requireNonNullElse(row.getString("value"), "");
  }

  private void again(
      String key,
      String value,
      CompletableFuture<String> standing,
      int tries,
      @Nullable Throwable failure) {
    StoreException reason =
        CassandraFaults.of(
            "recording fact " + key,
            failure == null ? new IllegalStateException("no answer") : failure);
    if (tries >= TRIES || !reason.code().equals("store-unreachable")) {
      standing.completeExceptionally(reason);
      return;
    }
    timer.after(
        BACKOFF.delay(tries),
        () -> put(key, value, standing, tries + 1),
        standing::completeExceptionally);
  }

  @Override
  public CompletionStage<Map<String, String>> withPrefix(String prefix) {
    return cql.some(
            from.bind(scope, prefix),
            row -> Objects.requireNonNullElse(row.getString("name"), "").startsWith(prefix),
            "reading facts")
        .thenApply(rows -> {
          Map<String, String> facts = new LinkedHashMap<>();
          rows.forEach(row -> facts.put(row.getString("name"), row.getString("value")));
          return facts;
        });
  }
}
