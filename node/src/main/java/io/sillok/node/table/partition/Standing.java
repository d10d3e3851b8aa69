package io.sillok.node.table.partition;

import io.sillok.node.table.rows.TableRows;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition of a table is.
 *
 * @param rows null while they are opened
 * @param next all events before it are in the rows
 * @param target where the log ended when the rows were opened
 * @param built whether they have been there
 * @param trouble that keeps it from going on; null if nothing does
 */
record Standing(
    @Nullable TableRows rows, long next, long target, boolean built, @Nullable Trouble trouble) {

  boolean isStuck() {
    return trouble != null && trouble.stuck();
  }

  boolean reaches(long offset) {
    return rows != null && built && next >= offset;
  }

  TableAnswer notYet(long wanted) {
    return new TableAnswer.NotYet(
        next, Math.max(target, wanted), !built, trouble == null ? "" : trouble.message());
  }
}
