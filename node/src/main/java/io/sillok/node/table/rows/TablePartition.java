package io.sillok.node.table.rows;

/**
 * One partition of a table.
 *
 * @param table its name, without U+0000
 * @param shape tells how the rows come about and what they are; without U+0000. Rows of another
 *     shape are of no use
 */
public record TablePartition(String table, String shape, int partition) {

  public TablePartition {
    if (table.indexOf('\0') >= 0 || shape.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("Names of tables and shapes have no U+0000");
    }
  }

  @Override
  public String toString() {
    return "%s/%d (%s)".formatted(table, partition, shape);
  }
}
