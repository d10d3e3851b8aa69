package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.sillok.persistence.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Rows that Cassandra drops by itself, by the clock of its servers. */
final class CassandraPresence implements Presence {

  private static final String SCOPE = "present";

  private final Cql cql;
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private final PreparedStatement all;

  CassandraPresence(Cql cql) {
    this.cql = cql;
    insert = cql.prepare("INSERT INTO %s.facts (scope, name, value) VALUES (?, ?, '') USING TTL ?");
    delete = cql.prepare("DELETE FROM %s.facts WHERE scope = ? AND name = ?");
    all = cql.prepare("SELECT name FROM %s.facts WHERE scope = ?");
  }

  @Override
  public CompletionStage<Void> announce(String name, Duration lasts) {
    int seconds = (int) Math.max(1, lasts.toSeconds());
    return cql.run(insert.bind(SCOPE, name, seconds), "saying that %s is there".formatted(name));
  }

  @Override
  public CompletionStage<Void> leave(String name) {
    return cql.run(delete.bind(SCOPE, name), "saying that %s is no longer there".formatted(name));
  }

  @Override
  public CompletionStage<List<String>> present() {
    return cql.all(all.bind(SCOPE), "reading who is there")
        .thenApply(rows -> rows.stream().map(CassandraPresence::name).toList());
  }

  private static String name(Row row) {
    return Objects.requireNonNullElse(row.getString("name"), "");
  }
}
