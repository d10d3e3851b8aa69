package io.sillok.node.window.lookup;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import java.util.Optional;

/** A table that is asked for what it had at a time. */
@FunctionalInterface
public interface TableView {

  /** Nobody asks. */
  TableView NONE =
      (key, time) -> {
        throw new IllegalStateException("No table is looked up, but %s was".formatted(key));
      };

  /**
   * @param time in microseconds since 1970
   */
  Answer find(String key, long time);

  /** What a table says of a key at a time. */
  sealed interface Answer {}

  /**
   * It is known for good.
   *
   * @param change the last, which may be a removal; absent: there was none
   */
  record Known(Optional<IndexedEvent> change) implements Answer {}

  /** It is not known yet, and will be when the table's partition has come farther. */
  record Unknown(TableWait until) implements Answer {}
}
