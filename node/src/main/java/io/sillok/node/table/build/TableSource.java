package io.sillok.node.table.build;

import io.sillok.node.table.fold.TableFold;
import io.sillok.node.table.rows.TableRows;
import io.sillok.persistence.LogId;
import java.util.concurrent.CompletionStage;

/** What a partition of a table is made of. */
public interface TableSource {

  LogId log();

  TableFold fold();

  /**
   * Makes {@code rows} what they are when the log holds nothing before {@code first}; completes
   * with the offset before which all events are in them then.
   *
   * @param applied all events before it are in them now
   */
  CompletionStage<Long> afterTrim(TableRows rows, long first, long applied);
}
