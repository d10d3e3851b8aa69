package io.sillok.node.table.fold;

import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowChange;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the events of a log into the rows of a table. What comes out does not depend on how many
 * events are folded at once, nor on whether some are folded again.
 */
public interface TableFold {

  /** Tells its rows from those of any other fold. */
  String shape();

  /** The keys whose rows must be known to fold {@code events}. */
  Set<String> reads(List<IndexedEvent> events);

  /**
   * What {@code events} change, at most once each key.
   *
   * @param events of one partition, in offset order
   * @param present the rows of {@link #reads} that are there, by key
   * @throws io.sillok.protocol.schema.CodecException if an event cannot be read
   * @throws UnfoldableEventException if the module's rules cannot take one
   */
  List<RowChange> changes(List<IndexedEvent> events, Map<String, Row> present);

  /** Whether a row goes when its log drops the event that made it. */
  boolean forgetsWithLog();
}
