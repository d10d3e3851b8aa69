package io.sillok.node.table.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.sillok.node.table.rows.KeyOrder;
import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowChange;
import io.sillok.node.table.rows.RowCodec;
import io.sillok.node.table.rows.RowPage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** What is asked of table {@code table_rows}. */
final class RowStatements {

  /** Rows that are fetched at once; each may be large. */
  private static final int FETCHED = 50;

  private final TablesSession session;
  private final PreparedStatement applied;
  private final PreparedStatement find;
  private final PreparedStatement from;
  private final PreparedStatement behind;
  private final PreparedStatement put;
  private final PreparedStatement remove;
  private final PreparedStatement mark;
  private final PreparedStatement drop;

  RowStatements(TablesSession session) {
    this.session = session;
    String select = "SELECT key, row FROM %s.table_rows WHERE build = ? AND key ";
    applied = session.prepare("SELECT applied FROM %s.table_rows WHERE build = ? LIMIT 1");
    find = session.prepare(select + "IN ?");
    from = session.prepare(select + ">= ?");
    behind = session.prepare(select + "> ?");
    put =
        session.prepare(
            "INSERT INTO %s.table_rows (build, key, row) VALUES (?, ?, ?) USING TIMESTAMP ?");
    remove =
        session.prepare("DELETE FROM %s.table_rows USING TIMESTAMP ? WHERE build = ? AND key = ?");
    mark =
        session.prepare("UPDATE %s.table_rows USING TIMESTAMP ? SET applied = ? WHERE build = ?");
    drop = session.prepare("DELETE FROM %s.table_rows USING TIMESTAMP ? WHERE build = ?");
  }

  /** How far the rows of {@code build} have come; 0 if there are none. */
  CompletionStage<Long> applied(UUID build) {
    return session
        .execute(applied.bind(build), "reading table " + build)
        .thenApply(result -> {
          var row = result.one();
          return row == null || row.isNull("applied") ? 0 : row.getLong("applied");
        });
  }

  CompletionStage<List<Row>> find(UUID build, Collection<String> keys) {
    return read(find.bind(build, List.copyOf(keys)), row -> true);
  }

  CompletionStage<RowPage> page(UUID build, String prefix, String after, int limit, int maxBytes) {
    boolean inside = !after.isEmpty() && KeyOrder.INSTANCE.compare(after, prefix) >= 0;
    BoundStatement statement = inside ? behind.bind(build, after) : from.bind(build, prefix);
    Wanted wanted = new Wanted(prefix, limit, maxBytes);
    return read(statement.setPageSize(Math.min(FETCHED, limit + 1)), wanted)
        .thenApply(rows -> new RowPage(rows, wanted.refused));
  }

  private CompletionStage<List<Row>> read(
      BoundStatement statement, Predicate<com.datastax.oss.driver.api.core.cql.Row> wanted) {
    return session
        .rows(statement, wanted, "reading rows of tables")
        .thenApply(rows -> rows.stream().map(RowStatements::row).toList());
  }

  private static Row row(com.datastax.oss.driver.api.core.cql.Row row) {
    return RowCodec.decode(
        Objects.requireNonNull(row.getString("key")),
        bytes(Objects.requireNonNull(row.getByteBuffer("row"))));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /**
   * Rows of one Cassandra partition are written together and seen together. They are written by the
   * offset, so writing them again, or late, changes nothing.
   */
  CompletionStage<Void> write(UUID build, List<RowChange> changes, long applied) {
    List<BoundStatement> statements = new ArrayList<>(changes.size() + 1);
    for (RowChange change : changes) {
      statements.add(
          switch (change) {
            case RowChange.Put(Row row) ->
                put.bind(build, row.key(), ByteBuffer.wrap(RowCodec.encode(row)), row.offset());
            case RowChange.Remove(String key, long offset) -> remove.bind(offset, build, key);
          });
    }
    statements.add(mark.bind(applied, applied, build));
    BatchStatement batch =
        new BatchStatementBuilder(DefaultBatchType.UNLOGGED)
            .addStatements(List.copyOf(statements))
            .setExecutionProfileName(session.profile())
            .setIdempotence(true)
            .build();
    return session.execute(batch, "writing rows of tables").thenApply(done -> null);
  }

  /** Drops the rows of a build that nobody may open any more. */
  CompletionStage<Void> drop(UUID build) {
    return session
        .execute(drop.bind(Long.MAX_VALUE, build), "dropping rows of tables")
        .thenApply(done -> null);
  }

  /** Wants rows until there are enough; sees one more, if there is one. */
  private static final class Wanted implements Predicate<com.datastax.oss.driver.api.core.cql.Row> {
    private final String prefix;
    private final int limit;
    private final int maxBytes;
    private int rows;
    private long bytes;
    private boolean refused;

    Wanted(String prefix, int limit, int maxBytes) {
      this.prefix = prefix;
      this.limit = limit;
      this.maxBytes = maxBytes;
    }

    @Override
    public boolean test(com.datastax.oss.driver.api.core.cql.Row row) {
      if (!Objects.requireNonNull(row.getString("key")).startsWith(prefix)) {
        return false;
      }
      refused = rows == limit || bytes >= maxBytes;
      rows++;
      ByteBuffer value = row.getByteBuffer("row");
      bytes += value == null ? 0 : value.remaining();
      return !refused;
    }
  }
}
