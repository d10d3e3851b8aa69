package io.sillok.node.table.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.cassandra.CassandraSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of tables: looks whether they are there, and creates them where that is allowed. */
final class TablesSchema {

  private static final List<String> TABLES = List.of("table_builds", "table_rows");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TablesSchema() {}

  static String cql(String keyspace) {
    try (InputStream in = TablesSchema.class.getResourceAsStream("tables.cql")) {
      if (in == null) {
        throw new IllegalStateException("tables.cql is missing beside " + TablesSchema.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("${keyspace}", keyspace);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sees to it that everything is there.
   *
   * @throws StoreException {@code store-schema} with the CQL to run, when it is not and must not be
   *     created
   */
  static void check(CqlSession session, CassandraSettings settings) {
    if (missing(session, settings) && settings.createSchema()) {
      create(session, settings);
    }
    if (missing(session, settings)) {
      throw lacks(settings, "Set sillok.persistence.cassandra.create-schema = on, or run", null);
    }
  }

  private static void create(CqlSession session, CassandraSettings settings) {
    try {
      for (String statement : cql(settings.keyspace()).replaceAll("--[^\\n]*", "").split(";", -1)) {
        if (!statement.isBlank()) {
          session.execute(
              SimpleStatement.builder(statement.strip())
                  .setExecutionProfileName(settings.profile())
                  .setTimeout(PATIENCE)
                  .build());
        }
      }
    } catch (QueryValidationException refused) {
      throw lacks(
          settings,
          "Cassandra refused to create them: %s. Have somebody who may create them run"
              .formatted(refused.getMessage()),
          refused);
    }
    session.checkSchemaAgreement();
    session.refreshSchema();
  }

  private static StoreException lacks(
      CassandraSettings settings, String remedy, @Nullable Throwable cause) {
    return new StoreException(
        "store-schema",
        "Keyspace %s lacks the tables of sillok.node.tables.store = cassandra. %s:\n%s"
            .formatted(settings.keyspace(), remedy, cql(settings.keyspace())),
        cause);
  }

  private static boolean missing(CqlSession session, CassandraSettings settings) {
    Optional<KeyspaceMetadata> keyspace = session.getMetadata().getKeyspace(settings.keyspace());
    return keyspace.isEmpty()
        || TABLES.stream().anyMatch(table -> keyspace.get().getTable(table).isEmpty());
  }
}
