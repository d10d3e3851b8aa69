package io.sillok.node.table.partition;

import io.sillok.persistence.Cause;
import io.sillok.persistence.StoreException;

/**
 * What keeps a table from going on.
 *
 * @param moved whether its rows must be opened again
 * @param stuck whether it is more than an outage, which passes
 * @param message for people
 */
record Trouble(boolean moved, boolean stuck, String message) {

  static Trouble of(Throwable failure) {
    Throwable cause = Cause.of(failure);
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return cause instanceof StoreException store
        ? new Trouble(store.code().equals("table-moved"), false, message)
        : new Trouble(false, true, message);
  }

  TableAnswer answer() {
    String code = moved ? "table-moved" : stuck ? "table-stuck" : "store-failed";
    return new TableAnswer.Unavailable(code, message);
  }
}
