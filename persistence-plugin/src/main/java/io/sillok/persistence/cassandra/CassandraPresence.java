package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.sillok.persistence.Presence;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Rows that Cassandra drops by itself, by the clock of its servers. Each process has a row of its
 * own and counts time by itself, so no clock of a machine, now or before, has what it says stand
 * behind older rows.
 */
final class CassandraPresence implements Presence {

  private static final String SCOPE = "present";

  /** Between the name and the process. */
  private static final char SEPARATOR = '/';

  /** One that has died may have had one word on its way, which comes late. */
  private static final int CHANGES_OF_THE_LIVING = 2;

  private final String process = SEPARATOR + UUID.randomUUID().toString();
  private final long began = System.nanoTime();
  private final Cql cql;
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private final PreparedStatement all;

  /** What other processes have said, as far as they were looked for. */
  private final Map<String, Said> seen = new ConcurrentHashMap<>();

  /**
   * When, by the process's own time, and how often it had said something else since it was seen
   * first.
   */
  private record Said(long at, int changes) {}

  CassandraPresence(Cql cql) {
    this.cql = cql;
    insert =
        cql.prepare(
            "INSERT INTO %s.facts (scope, name, value) VALUES (?, ?, '') USING TTL ? AND TIMESTAMP ?");
    delete = cql.prepare("DELETE FROM %s.facts USING TIMESTAMP ? WHERE scope = ? AND name = ?");
    all = cql.prepare("SELECT name, WRITETIME(value) AS said_at FROM %s.facts WHERE scope = ?");
  }

  @Override
  public CompletionStage<Void> announce(String name, Duration lasts) {
    int seconds = (int) Math.max(1, lasts.toSeconds());
    return cql.run(
        insert.bind(SCOPE, name + process, seconds, elapsed()),
        "saying that %s is there".formatted(name));
  }

  @Override
  public CompletionStage<Void> leave(String name) {
    return cql.run(
        delete.bind(elapsed(), SCOPE, name + process),
        "saying that %s is no longer there".formatted(name));
  }

  @Override
  public CompletionStage<Others> others(String self) {
    return cql.all(all.bind(SCOPE), "reading who is there")
        .thenApply(rows -> {
          Map<Boolean, List<Row>> alike =
              rows.stream().collect(Collectors.partitioningBy(row -> name(row).equals(self)));
          return new Others(
              alike.getOrDefault(false, List.of()).stream()
                  .map(CassandraPresence::name)
                  .distinct()
                  .toList(),
              alike.getOrDefault(true, List.of()).stream()
                  .filter(row -> !isOwn(row))
                  .map(this::namesake)
                  .max(Comparator.naturalOrder())
                  .orElse(Namesake.NONE));
        });
  }

  private Namesake namesake(Row row) {
    long saidAt = row.getLong("said_at");
    Said said =
        seen.merge(
            Objects.requireNonNullElse(row.getString("name"), ""),
            new Said(saidAt, 0),
            (before, now) ->
                before.at() == saidAt ? before : new Said(saidAt, before.changes() + 1));
    return said.changes() < CHANGES_OF_THE_LIVING ? Namesake.SAID_SO : Namesake.THERE;
  }

  private boolean isOwn(Row row) {
    return Objects.requireNonNullElse(row.getString("name"), "").endsWith(process);
  }

  /** Microseconds. */
  private long elapsed() {
    return 1 + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
  }

  private static String name(Row row) {
    String name = Objects.requireNonNullElse(row.getString("name"), "");
    int end = name.lastIndexOf(SEPARATOR);
    return end < 0 ? name : name.substring(0, end);
  }
}
