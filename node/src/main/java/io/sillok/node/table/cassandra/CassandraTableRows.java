package io.sillok.node.table.cassandra;

import io.sillok.node.table.rows.FrozenRows;
import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowChange;
import io.sillok.node.table.rows.RowPage;
import io.sillok.node.table.rows.TableRows;
import io.sillok.persistence.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The rows of one build of a partition of a table in Cassandra. */
final class CassandraTableRows implements TableRows {

  /** Keys that are asked for at once. */
  private static final int KEYS_AT_ONCE = 100;

  private final RowStatements statements;
  private final UUID build;
  private final long applied;
  private final Supplier<CompletionStage<Void>> end;

  /** Completes when no rows are frozen; Cassandra has no snapshots, so writes wait for it. */
  private volatile CompletableFuture<Void> thawed = CompletableFuture.completedFuture(null);

  /** Completes when the last write is done. */
  private volatile CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

  /**
   * @param end drops the build
   */
  CassandraTableRows(
      RowStatements statements, UUID build, long applied, Supplier<CompletionStage<Void>> end) {
    this.statements = statements;
    this.build = build;
    this.applied = applied;
    this.end = end;
  }

  @Override
  public long applied() {
    return applied;
  }

  @Override
  public CompletionStage<Map<String, Row>> find(Collection<String> keys) {
    List<String> wanted = List.copyOf(keys);
    CompletionStage<Map<String, Row>> found = CompletableFuture.completedFuture(new HashMap<>());
    for (int from = 0; from < wanted.size(); from += KEYS_AT_ONCE) {
      List<String> some = wanted.subList(from, Math.min(wanted.size(), from + KEYS_AT_ONCE));
      found =
          found.thenCombine(
              statements.find(build, some),
              (all, rows) -> {
                rows.forEach(row -> all.put(row.key(), row));
                return all;
              });
    }
    return found;
  }

  @Override
  public CompletionStage<RowPage> page(String prefix, String after, int limit, int maxBytes) {
    return statements.page(build, prefix, after, limit, maxBytes);
  }

  @Override
  public CompletionStage<Void> write(List<RowChange> changes, long applied) {
    List<RowChange> copied = new ArrayList<>(changes);
    synchronized (this) {
      CompletableFuture<Void> write =
          thawed.thenCompose(done -> statements.write(build, copied, applied));
      written = write.exceptionally(failure -> null);
      return write;
    }
  }

  @Override
  public CompletionStage<Void> clear() {
    return end.get();
  }

  @Override
  public CompletionStage<FrozenRows> freeze() {
    CompletableFuture<Void> thaw = new CompletableFuture<>();
    CompletableFuture<Void> turn;
    synchronized (this) {
      CompletableFuture<Void> before = thawed;
      CompletableFuture<Void> last = written;
      turn = before.thenCompose(free -> last);
      thawed = turn.thenCompose(mine -> thaw);
    }
    return turn.thenCompose(mine -> statements.applied(build))
        .<FrozenRows>thenApply(at -> new Frozen(at, thaw))
        .whenComplete((frozen, failure) -> {
          if (failure != null) {
            thaw.complete(null);
          }
        });
  }

  /** The rows while nothing is written through these; what others write is noticed. */
  private final class Frozen implements FrozenRows {

    private final long at;
    private final CompletableFuture<Void> thaw;

    private Frozen(long at, CompletableFuture<Void> thaw) {
      this.at = at;
      this.thaw = thaw;
    }

    @Override
    public long applied() {
      return at;
    }

    @Override
    public CompletionStage<RowPage> page(String after, int limit, int maxBytes) {
      return CassandraTableRows.this.page("", after, limit, maxBytes);
    }

    @Override
    public CompletionStage<Void> thaw() {
      return statements
          .applied(build)
          .whenComplete((now, failure) -> thaw.complete(null))
          .thenAccept(now -> {
            if (now != at) {
              throw new StoreException(
                  "table-moved",
                  "Another node has written to the table meanwhile; it has its partition now",
                  null);
            }
          });
    }
  }
}
