package io.sillok.node.table.rows;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The rows of one partition of a table. One write at a time. Stages fail with {@link
 * io.sillok.persistence.StoreException}: with {@code table-moved} where they must be opened again.
 */
public interface TableRows {

  /**
   * When they were opened: the offset of the log before which all events are in the rows, and no
   * others.
   */
  long applied();

  /** Those of {@code keys} that are there, by key. */
  CompletionStage<Map<String, Row>> find(Collection<String> keys);

  /**
   * Rows in key order.
   *
   * @param prefix all keys start with it; may be empty
   * @param after only keys behind it; empty for all
   * @param limit at most so many, from 1
   * @param maxBytes no more once they have so many bytes, from 1
   */
  CompletionStage<RowPage> page(String prefix, String after, int limit, int maxBytes);

  /**
   * Makes {@code changes}, all of them or none, and says that the rows have all events before
   * {@code applied} from now on. What is written survives the process. Where it fails, it may have
   * been done; then it is done again.
   *
   * @param changes one for a key
   * @param applied not before what was written last
   */
  CompletionStage<Void> write(List<RowChange> changes, long applied);

  /** The rows as they are now; writes may have to wait until it is closed. */
  CompletionStage<FrozenRows> freeze();

  /**
   * Forgets all rows, and that any event was applied: they must be opened again to be used further.
   */
  CompletionStage<Void> clear();
}
