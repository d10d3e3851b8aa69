package io.sillok.node.table.partition;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.node.table.rows.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the actor of a partition of a table answers. */
public sealed interface TableAnswer extends NodeMessage {

  /**
   * @param row null if the key has none
   */
  record RowIs(@Nullable Row row) implements TableAnswer {}

  /**
   * @param more whether there are others behind them
   */
  record RowsAre(List<Row> rows, boolean more) implements TableAnswer {}

  /**
   * The table has not come far enough.
   *
   * @param applied all events before this offset are in it
   * @param wanted what it must come to
   * @param building whether it has never been at the end of its log yet
   * @param trouble what holds it up; empty if nothing does
   */
  record NotYet(long applied, long wanted, boolean building, String trouble)
      implements TableAnswer {}

  /**
   * @param code as {@link io.sillok.node.table.TableUnavailableException} has it
   */
  record Unavailable(String code, String message) implements TableAnswer {}

  /** The verification goes on. */
  record Verifying() implements TableAnswer {}

  /**
   * @param rows that are kept
   * @param digest of those
   * @param rebuiltRows that the log comes to
   * @param rebuilt digest of those
   * @param applied both have all events before this offset
   */
  record Compared(long rows, String digest, long rebuiltRows, String rebuilt, long applied)
      implements TableAnswer {

    public boolean isEqual() {
      return digest.equals(rebuilt);
    }
  }
}
