package io.sillok.node.window.shard;

import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.window.ranking.TopResults;
import io.sillok.node.window.shard.ShardMessage.Find;
import io.sillok.node.window.shard.ShardMessage.Top;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** Finds results of windows that a shard has told. */
final class ShardQueries {

  private static final int BYTES = 1 << 20;

  /** Results that are compared at once. */
  private static final int RANKED = 1_000;

  private final TableRows rows;
  private final Executor executor;

  /**
   * @param executor compares results
   */
  ShardQueries(TableRows rows, Executor executor) {
    this.rows = rows;
    this.executor = executor;
  }

  CompletionStage<ShardAnswer.Found> find(Find find) {
    return find.key().isEmpty() ? byTime(find) : byKey(find);
  }

  /**
   * All results that {@code top} asks for go through {@code best}.
   *
   * @param open places by time of windows that are in it already
   */
  CompletionStage<List<String>> rank(Top top, TopResults best, Set<String> open) {
    return rank(top, best, open, "").thenApplyAsync(done -> best.inOrder(), executor);
  }

  private CompletionStage<Void> rank(Top top, TopResults best, Set<String> open, String after) {
    return find(new Find(top.key(), top.from(), top.to(), after, RANKED, top.replyTo()))
        .thenComposeAsync(
            found -> {
              best.add(told(found, open, top.key().isEmpty()));
              return found.more() && !found.places().isEmpty()
                  ? rank(top, best, open, found.places().getLast())
                  : CompletableFuture.completedFuture(null);
            },
            executor);
  }

  private static List<String> told(ShardAnswer.Found found, Set<String> open, boolean isByTime) {
    List<String> told = new ArrayList<>();
    for (int index = 0; index < found.places().size(); index++) {
      String place = found.places().get(index);
      if (!open.contains(isByTime ? place : ResultRows.toByTime(place))) {
        told.add(found.results().get(index));
      }
    }
    return told;
  }

  private CompletionStage<ShardAnswer.Found> byKey(Find find) {
    String prefix = ResultRows.ofKey(find.key());
    String from = ResultRows.byKeyFrom(find.key(), find.from() + 1);
    return rows.page(prefix, later(from, find.after()), find.limit(), BYTES)
        .thenApply(page -> {
          List<Row> within =
              page.rows().stream()
                  .takeWhile(row -> ResultRows.endOfByKey(row.key()) <= find.to())
                  .toList();
          boolean more = page.more() && within.size() == page.rows().size();
          return found(within, UnaryOperator.identity(), more);
        });
  }

  private CompletionStage<ShardAnswer.Found> byTime(Find find) {
    String from = ResultRows.byTimeFrom(find.from() + 1);
    return rows.page(ResultRows.BY_TIME, later(from, find.after()), find.limit(), BYTES)
        .thenCompose(page -> {
          List<String> places =
              page.rows().stream()
                  .map(Row::key)
                  .takeWhile(id -> ResultRows.endOf(id) <= find.to())
                  .toList();
          boolean more = page.more() && places.size() == page.rows().size();
          return rows(places).thenApply(results -> found(results, ResultRows::toByTime, more));
        });
  }

  private CompletionStage<List<Row>> rows(List<String> places) {
    List<String> ids = places.stream().map(ResultRows::byKey).toList();
    CompletionStage<Map<String, Row>> found =
        ids.isEmpty() ? CompletableFuture.completedFuture(Map.of()) : rows.find(ids);
    return found.thenApply(byId -> {
      List<Row> inOrder = new ArrayList<>();
      for (String id : ids) {
        Row row = byId.get(id);
        if (row != null) { // taken back between the two looks
          inOrder.add(row);
        }
      }
      return inOrder;
    });
  }

  private static ShardAnswer.Found found(
      List<Row> rows, UnaryOperator<String> place, boolean more) {
    return ShardAnswer.Found.upTo(
        rows.stream().map(row -> new String(row.avro(), StandardCharsets.UTF_8)).toList(),
        rows.stream().map(Row::key).map(place).toList(),
        more);
  }

  private static String later(String one, String other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
