package io.sillok.node.window.shard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.table.rows.FrozenRows;
import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowChange;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.window.shard.ShardWindows.Commit;
import io.sillok.node.window.snapshot.WindowSnapshots;
import io.sillok.node.window.snapshot.WindowSnapshots.Taking;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.run.StateRow;
import io.sillok.protocol.window.run.WindowResult;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What is kept of a shard: all of a commit is written at once, or nothing. */
final class ShardRows {

  private static final String STATE = "s";
  private static final String PROGRESS = "p";
  private static final byte[] NOTHING = {};
  private static final int PAGE_ROWS = 10_000;
  private static final int PAGE_BYTES = 8 << 20;

  /** A part of a snapshot; a row more may be in it. */
  private static final int SNAPSHOT_BYTES = 512 << 10;

  /** No row has a name between this and that of the progress. */
  private static final String BEFORE_PROGRESS = "o";

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
  record Kept(long told, Standing standing, byte[] progress, List<StateRow> state) {

    /** So many offsets of all inputs are in it. */
    long reached() {
      return Progress.reached(progress);
    }
  }

  /** What was kept last; nothing if nothing was. */
  CompletionStage<Optional<Kept>> read() {
    return rows.find(List.of(PROGRESS))
        .thenCompose(found -> {
          Row row = found.get(PROGRESS);
          return row == null
              ? CompletableFuture.completedFuture(Optional.empty())
              : state("", new ArrayList<>())
                  .thenApply(state -> Optional.of(kept(row.avro(), state)));
        });
  }

  /**
   * @param content of the row that has the progress
   */
  static Kept kept(byte[] content, List<StateRow> state) {
    ByteBuffer bytes = ByteBuffer.wrap(content);
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

  /**
   * Keeps {@code commit}, whose outputs were appended.
   *
   * @param results of it as they were told
   */
  CompletionStage<Void> write(Commit commit, List<FittingResult> results, Standing standing) {
    Map<String, RowChange> changes = new LinkedHashMap<>();
    for (StateRow row : commit.rows()) {
      byte[] content = row.content();
      String id = STATE + row.id();
      changes.put(id, content == null ? remove(id) : put(ResultRows.row(id, content)));
    }
    for (FittingResult result : results) {
      result(result.result(), changes);
    }
    changes.put(PROGRESS, put(ResultRows.row(PROGRESS, progress(commit, standing))));
    commits++;
    return rows.write(List.copyOf(changes.values()), commits);
  }

  private void result(WindowResult result, Map<String, RowChange> changes) {
    result(
        ResultRows.byKey(result.key(), result.window()),
        ResultRows.byTime(result.key(), result.window()),
        result.kind() == ResultKind.RETRACT,
        events.json(result),
        changes);
  }

  private void result(
      String byKey,
      String byTime,
      boolean gone,
      ObjectNode result,
      Map<String, RowChange> changes) {
    changes.put(byKey, gone ? remove(byKey) : put(ResultRows.of(byKey, result)));
    changes.put(byTime, gone ? remove(byTime) : put(ResultRows.row(byTime, NOTHING)));
  }

  /** Puts back rows of a state; nothing counts before {@link #restoreProgress}. */
  CompletionStage<Void> restoreState(List<StateRow> state) {
    List<RowChange> changes = new ArrayList<>();
    for (StateRow row : state) {
      changes.add(put(ResultRows.row(STATE + row.id(), Objects.requireNonNull(row.content()))));
    }
    commits++;
    return rows.write(changes, commits);
  }

  /** Puts back results as they stand in their stream, in order. */
  CompletionStage<Void> restoreResults(List<ObjectNode> results) {
    Map<String, RowChange> changes = new LinkedHashMap<>();
    for (ObjectNode result : results) {
      String key = result.path("key").asText();
      Window window =
          new Window(
              time(result.path("start"), Window.BEGINNING), time(result.path("end"), Window.NEVER));
      result(
          ResultRows.byKey(key, window),
          ResultRows.byTime(key, window),
          result.path("kind").asText().equals(ResultKind.RETRACT.name()),
          result,
          changes);
    }
    commits++;
    return rows.write(List.copyOf(changes.values()), commits);
  }

  /** Those of {@code results} that do not stand, as {@code retelling} knows them. */
  CompletionStage<List<WindowResult>> untold(List<WindowResult> results, Retelling retelling) {
    List<String> ids =
        results.stream().map(each -> ResultRows.byKey(each.key(), each.window())).toList();
    CompletionStage<Map<String, Row>> standing =
        ids.isEmpty() ? CompletableFuture.completedFuture(Map.of()) : rows.find(ids);
    return standing.thenApply(found -> {
      List<WindowResult> untold = new ArrayList<>();
      for (int index = 0; index < ids.size(); index++) {
        Row row = found.get(ids.get(index));
        Retelling.Stands stands = row == null ? null : stands(ResultRows.read(row));
        if (!retelling.isTold(results.get(index), stands)) {
          untold.add(Retelling.behind(results.get(index), stands));
        }
      }
      return untold;
    });
  }

  /** What a result that was told says of its window. */
  static Retelling.Stands stands(JsonNode result) {
    return new Retelling.Stands(
        time(result.path("end"), Window.NEVER),
        result.path("version").asInt(),
        ResultKind.valueOf(result.path("kind").asText()));
  }

  private static long time(JsonNode json, long otherwise) {
    return json.isTextual() ? EventTimes.micros(Instant.parse(json.textValue())) : otherwise;
  }

  /**
   * From now on what was put back counts.
   *
   * @param content of the row that has the progress
   */
  CompletionStage<Void> restoreProgress(byte[] content) {
    commits++;
    return rows.write(List.of(put(ResultRows.row(PROGRESS, content))), commits);
  }

  /**
   * Takes a snapshot of what was kept last; the stage tells how many offsets of all inputs are in
   * it.
   *
   * @param shard names it among all
   */
  CompletionStage<Long> snapshot(WindowSnapshots snapshots, String shard) {
    return rows.freeze()
        .thenCompose(frozen ->
            progress(frozen)
                .thenCompose(content -> {
                  long reached = kept(content, List.of()).reached();
                  return snapshots
                      .take(shard, reached)
                      .thenCompose(taking ->
                          take(frozen, STATE, taking).thenCompose(done -> taking.end(content)))
                      .thenApply(done -> reached);
                })
                .handle((reached, failure) ->
                    frozen
                        .thaw()
                        .thenApply(thawed -> {
                          if (failure != null) {
                            throw new CompletionException(failure);
                          }
                          return reached;
                        }))
                .thenCompose(outcome -> outcome));
  }

  private static CompletionStage<byte[]> progress(FrozenRows frozen) {
    return frozen
        .page(BEFORE_PROGRESS, 1, PAGE_BYTES)
        .thenApply(page ->
            page.rows().stream()
                .filter(row -> row.key().equals(PROGRESS))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nothing was kept yet"))
                .avro());
  }

  private static CompletionStage<Void> take(FrozenRows frozen, String after, Taking taking) {
    return frozen
        .page(after, PAGE_ROWS, SNAPSHOT_BYTES)
        .thenCompose(page -> {
          List<StateRow> state =
              page.rows().stream()
                  .filter(row -> row.key().startsWith(STATE))
                  .map(row -> new StateRow(row.key().substring(STATE.length()), row.avro()))
                  .toList();
          CompletionStage<Void> added =
              state.isEmpty() ? CompletableFuture.completedFuture(null) : taking.add(state);
          return page.more() && state.size() == page.rows().size()
              ? added.thenCompose(done -> take(frozen, page.rows().getLast().key(), taking))
              : added;
        });
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
