package io.sillok.node.table.rows;

import java.util.concurrent.CompletionStage;

/**
 * Keeps the rows of tables, by partition. What it holds can be built again from the logs, so it may
 * lose all rows of a partition, but never some. Every store passes {@code TableStoreContract}.
 * Stages fail with {@link io.sillok.persistence.StoreException}.
 */
public interface TableStore extends AutoCloseable {

  /**
   * The rows of {@code partition}: those that are there, or none. What is still written through
   * rows that were opened before takes nothing back of what is written through these.
   */
  CompletionStage<TableRows> open(TablePartition partition);

  /**
   * Drops what is kept of the table's partition in other shapes; it may be in use elsewhere, and is
   * built again then.
   */
  CompletionStage<Void> dropOthers(TablePartition partition);

  @Override
  void close();
}
