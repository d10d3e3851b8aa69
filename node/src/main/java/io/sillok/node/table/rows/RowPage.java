package io.sillok.node.table.rows;

import java.util.List;

/**
 * Some rows in key order.
 *
 * @param more whether there are others behind them
 */
public record RowPage(List<Row> rows, boolean more) {

  public RowPage {
    rows = List.copyOf(rows);
  }
}
