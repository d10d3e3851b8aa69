package io.sillok.node.window.definition;

import io.sillok.node.window.lookup.TableSource;
import io.sillok.node.window.lookup.TableView;
import io.sillok.node.window.lookup.TableWait;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.protocol.processor.Incoming;
import java.util.Optional;

/** Makes what the functions of a module's source get of an event. */
sealed interface RecordReading<S> permits PlainReading, EnrichedReading {

  /** Whether {@code event} of the log is of the stream. */
  boolean isOf(LoggedEvent event);

  /** The table that is looked up; absent: none is. */
  Optional<TableSource> table();

  /**
   * @param table that of {@link #table}
   */
  Outcome<S> read(IndexedEvent event, TableView table);

  /** What comes of an event. */
  sealed interface Outcome<S> {}

  /** What functions get. */
  record Given<S>(Incoming<S> incoming) implements Outcome<S> {}

  /** It does not count: it removes its key, or was filtered out. */
  record Skipped<S>() implements Outcome<S> {}

  /** Nothing can be made of it. */
  record Refused<S>(String reason) implements Outcome<S> {}

  /** The table is not known yet. */
  record Waiting<S>(TableWait until) implements Outcome<S> {}
}
