package io.sillok.node.table;

import io.sillok.node.stream.StreamPosition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The tables of a cluster. A table is built when it is first asked for, and kept up with its logs
 * from then on. Stages fail with {@link TableUnavailableException} when it cannot answer yet.
 */
public interface Tables {

  /** The number of partitions of every table. */
  int partitions();

  /**
   * The row of {@code key}.
   *
   * @param atLeast everything before it is in the table; waits for that, but not for long
   */
  CompletionStage<Optional<TableRow>> row(
      TableDefinition table, String key, StreamPosition atLeast);

  /** Rows in key order. Each is as of some moment after the reading began, not all of the same. */
  CompletionStage<TablePage> page(TableDefinition table, TableReading reading);

  /**
   * Builds the table from its log in isolation and compares it with what is kept, as of the same
   * offsets. Goes on when the stage fails with {@code table-verifying}: ask again for the outcome.
   *
   * @param rebuild whether partitions that differ are built anew then
   */
  CompletionStage<TableVerification> verify(TableDefinition table, boolean rebuild);

  /** How far the partitions have come that this node keeps up. */
  List<TableProgress> progress();
}
