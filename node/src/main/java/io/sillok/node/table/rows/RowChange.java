package io.sillok.node.table.rows;

/** What an event does to a table. */
public sealed interface RowChange {

  String key();

  /** Of the event. */
  long offset();

  /** The key has another value from now on. */
  record Put(Row row) implements RowChange {
    @Override
    public String key() {
      return row.key();
    }

    @Override
    public long offset() {
      return row.offset();
    }
  }

  /** The key has no value any more; nothing is kept of it. */
  record Remove(String key, long offset) implements RowChange {}
}
