package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.sillok.persistence.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keyspace and its tables: looks whether they are there, and creates them where allowed. */
public final class Schema {

  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE IF NOT EXISTS \\S+?\\.(\\w+) \\((.*?)\\n\\)", Pattern.DOTALL);
  private static final Pattern COLUMN = Pattern.compile("(?m)^  ([a-z_]+) ");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Schema() {}

  /** The CQL that creates {@code keyspace}. */
  public static String cql(String keyspace, String replication) {
    try (InputStream in = Schema.class.getResourceAsStream("schema.cql")) {
      if (in == null) {
        throw new IllegalStateException("schema.cql is missing beside " + Schema.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${keyspace}", keyspace)
          .replace("${replication}", replication);
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
    String cql = cql(settings.keyspace(), settings.replication());
    List<String> missing = missing(session, settings, cql);
    if (!missing.isEmpty() && settings.createSchema()) {
      Replication.requireNodes(session, settings);
      create(session, settings, cql);
      missing = missing(session, settings, cql);
    }
    if (!missing.isEmpty()) {
      throw new StoreException(
          "store-schema",
          "Keyspace %s lacks %s. Set sillok.persistence.cassandra.create-schema = on, or run:\n%s"
              .formatted(settings.keyspace(), String.join(", ", missing), cql),
          null);
    }
  }

  /**
   * Fails with {@code store-missing} and the keyspaces that there are, unless {@code keyspace} is
   * one of them.
   */
  static void requireKeyspace(CqlSession session, String keyspace) {
    Set<CqlIdentifier> there = session.getMetadata().getKeyspaces().keySet();
    if (!there.contains(CqlIdentifier.fromInternal(keyspace))) {
      throw new StoreException(
          "store-missing",
          "Cassandra has no keyspace %s, only %s; name the one that holds the store"
              .formatted(keyspace, there.stream().map(CqlIdentifier::asInternal).sorted().toList()),
          null);
    }
  }

  private static void create(CqlSession session, CassandraSettings settings, String cql) {
    boolean there = session.getMetadata().getKeyspace(settings.keyspace()).isPresent();
    try {
      // The driver would look at the whole schema again after each statement, for a second.
      session.setSchemaMetadataEnabled(false);
      @Nullable Node node = null;
      for (String statement : cql.replaceAll("--[^\\n]*", "").split(";", -1)) {
        boolean keyspace = statement.contains("CREATE KEYSPACE");
        if (keyspace && !there) {
          node = createKeyspace(session, settings, statement.strip());
        } else if (!keyspace && !statement.isBlank()) {
          node = execute(session, settings, statement.strip(), node);
        }
      }
      session.checkSchemaAgreement();
      session.setSchemaMetadataEnabled(null);
      session.refreshSchema();
    } catch (RuntimeException e) {
      throw notCreated(CassandraFaults.of("creating the schema", e), cql);
    }
  }

  /** The CQL is for who needs it; a store that is away is tried again, and told of, many times. */
  private static StoreException notCreated(StoreException reason, String cql) {
    return reason.code().equals("store-permission")
        ? new StoreException(
            reason.code(),
            "%s. A role that may create can run:\n%s".formatted(reason.getMessage(), cql),
            reason)
        : reason;
  }

  /** Where it is refused, the replication is wrong, as it is all that a user says of it. */
  private static @Nullable Node createKeyspace(
      CqlSession session, CassandraSettings settings, String statement) {
    try {
      return execute(session, settings, statement, null);
    } catch (UnauthorizedException refused) {
      throw refused;
    } catch (QueryValidationException refused) {
      throw Replication.refused(session, settings, refused);
    }
  }

  /** On {@code node} if there is one, for others learn of a change later; answers the node. */
  private static @Nullable Node execute(
      CqlSession session, CassandraSettings settings, String statement, @Nullable Node node) {
    return session
        .execute(
            SimpleStatement.builder(statement)
                .setExecutionProfileName(settings.profile())
                .setTimeout(PATIENCE)
                .setNode(node)
                .build())
        .getExecutionInfo()
        .getCoordinator();
  }

  /** Tables, and columns of tables that are there, which the keyspace lacks. */
  private static List<String> missing(CqlSession session, CassandraSettings settings, String cql) {
    Optional<KeyspaceMetadata> keyspace = session.getMetadata().getKeyspace(settings.keyspace());
    if (keyspace.isEmpty()) {
      return List.of("everything");
    }
    List<String> missing = new ArrayList<>();
    Matcher table = TABLE.matcher(cql);
    while (table.find()) {
      Optional<TableMetadata> present = keyspace.get().getTable(table.group(1));
      if (present.isEmpty()) {
        missing.add("table " + table.group(1));
      } else {
        addMissingColumns(present.get(), table.group(2), missing);
      }
    }
    return missing;
  }

  private static void addMissingColumns(TableMetadata table, String body, List<String> missing) {
    Matcher column = COLUMN.matcher(body);
    while (column.find()) {
      if (table.getColumn(CqlIdentifier.fromInternal(column.group(1))).isEmpty()) {
        missing.add("column %s.%s".formatted(table.getName().asInternal(), column.group(1)));
      }
    }
  }
}
