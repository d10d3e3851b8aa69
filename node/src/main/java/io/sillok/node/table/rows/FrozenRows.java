package io.sillok.node.table.rows;

import java.util.concurrent.CompletionStage;

/** The rows of one partition of a table as they were at a moment. */
public interface FrozenRows {

  /** All events before this offset are in them, and no others. */
  long applied();

  /** As {@link TableRows#page}, of all keys. */
  CompletionStage<RowPage> page(String after, int limit, int maxBytes);

  /**
   * Lets the rows go on; to be called in any case. Fails with {@code table-moved} if what was read
   * may not have been of one moment.
   */
  CompletionStage<Void> thaw();
}
