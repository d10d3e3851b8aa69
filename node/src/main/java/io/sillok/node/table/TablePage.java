package io.sillok.node.table;

import java.util.List;
import java.util.Optional;

/**
 * Some rows in key order.
 *
 * @param next the key after which to go on; empty at the end
 */
public record TablePage(List<TableRow> rows, Optional<String> next) {

  public TablePage {
    rows = List.copyOf(rows);
  }
}
