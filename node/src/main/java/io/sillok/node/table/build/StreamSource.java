package io.sillok.node.table.build;

import io.sillok.node.table.fold.LatestValues;
import io.sillok.node.table.fold.TableFold;
import io.sillok.node.table.rows.RowChange;
import io.sillok.node.table.rows.TableRows;
import io.sillok.persistence.LogId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A partition of a declared stream. A value that its log has dropped, because of the stream's
 * retention, leaves the table.
 */
public record StreamSource(LogId log) implements TableSource {

  private static final int ROWS = 1000;
  private static final int BYTES = 1 << 20;

  @Override
  public TableFold fold() {
    return new LatestValues();
  }

  @Override
  public CompletionStage<Long> afterTrim(TableRows rows, long first, long applied) {
    long now = Math.max(first, applied);
    return evict(rows, first, now, "").thenApply(done -> now);
  }

  private CompletionStage<Void> evict(TableRows rows, long first, long applied, String after) {
    return rows.page("", after, ROWS, BYTES)
        .thenCompose(page -> {
          List<RowChange> gone =
              page.rows().stream()
                  .filter(row -> row.offset() < first)
                  .<RowChange>map(row -> new RowChange.Remove(row.key(), row.offset()))
                  .toList();
          CompletionStage<Void> written = rows.write(gone, applied);
          return page.more()
              ? written.thenCompose(
                  done -> evict(rows, first, applied, page.rows().getLast().key()))
              : written;
        });
  }
}
