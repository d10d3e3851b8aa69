package io.sillok.node.window.shard;

import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowChange;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.window.shard.ShardWindows.Commit;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.run.StateRow;
import io.sillok.protocol.window.run.WindowResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is kept of a shard: all of a commit is written at once, or nothing. */
final class ShardRows {

  private static final String STATE = "s";
  private static final String PROGRESS = "p";
  private static final byte[] NOTHING = {};
  private static final int PAGE_ROWS = 10_000;
  private static final int PAGE_BYTES = 8 << 20;

  private final TableRows rows;
  private final OutputEvents events;
  private long commits;

  /**
   * @param events tells results as they are kept
   */
  ShardRows(TableRows rows, OutputEvents events) {
    this.rows = rows;
    this.events = events;
    commits = rows.applied();
  }

  /**
   * What was kept last.
   *
   * @param told so many results were appended
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Kept(long told, Standing standing, byte[] progress, List<StateRow> state) {}

  /** What was kept last; nothing if nothing was. */
  CompletionStage<Optional<Kept>> read() {
    return rows.find(List.of(PROGRESS))
        .thenCompose(found -> {
          Row row = found.get(PROGRESS);
          return row == null
              ? CompletableFuture.completedFuture(Optional.empty())
              : state("", new ArrayList<>()).thenApply(state -> Optional.of(kept(row, state)));
        });
  }

  private static Kept kept(Row row, List<StateRow> state) {
    ByteBuffer bytes = ByteBuffer.wrap(row.avro());
    long told = bytes.getLong();
    Standing standing = new Standing(bytes.getLong(), bytes.getLong(), bytes.getLong());
    byte[] progress = new byte[bytes.remaining()];
    bytes.get(progress);
    return new Kept(told, standing, progress, state);
  }

  private CompletionStage<List<StateRow>> state(String after, List<StateRow> sofar) {
    return rows.page(STATE, after, PAGE_ROWS, PAGE_BYTES)
        .thenCompose(page -> {
          for (Row row : page.rows()) {
            sofar.add(new StateRow(row.key().substring(STATE.length()), row.avro()));
          }
          return page.more()
              ? state(page.rows().getLast().key(), sofar)
              : CompletableFuture.completedFuture(sofar);
        });
  }

  /** Keeps {@code commit}, whose outputs were appended. */
  CompletionStage<Void> write(Commit commit, Standing standing) {
    Map<String, RowChange> changes = new LinkedHashMap<>();
    for (StateRow row : commit.rows()) {
      byte[] content = row.content();
      String id = STATE + row.id();
      changes.put(id, content == null ? remove(id) : put(ResultRows.row(id, content)));
    }
    for (WindowResult result : commit.outputs().results()) {
      result(result, changes);
    }
    changes.put(PROGRESS, put(ResultRows.row(PROGRESS, progress(commit, standing))));
    commits++;
    return rows.write(List.copyOf(changes.values()), commits);
  }

  private void result(WindowResult result, Map<String, RowChange> changes) {
    String byKey = ResultRows.byKey(result.key(), result.window());
    String byTime = ResultRows.byTime(result.key(), result.window());
    boolean gone = result.kind() == ResultKind.RETRACT;
    changes.put(byKey, gone ? remove(byKey) : put(ResultRows.of(byKey, events.json(result))));
    changes.put(byTime, gone ? remove(byTime) : put(ResultRows.row(byTime, NOTHING)));
  }

  private static RowChange put(Row row) {
    return new RowChange.Put(row);
  }

  private RowChange remove(String id) {
    return new RowChange.Remove(id, commits + 1);
  }

  private static byte[] progress(Commit commit, Standing standing) {
    long told = commit.outputs().first() + commit.outputs().results().size();
    byte[] progress = commit.progress();
    return ByteBuffer.allocate(4 * Long.BYTES + progress.length)
        .putLong(told)
        .putLong(standing.results())
        .putLong(standing.late())
        .putLong(standing.rejected())
        .put(progress)
        .array();
  }
}
