package io.sillok.node.window.definition;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.window.lookup.TableSource;
import io.sillok.node.window.lookup.TableView;
import io.sillok.node.window.lookup.TableWait;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.protocol.event.LiveClock;
import java.time.Duration;
import java.util.Optional;

/** What a projection makes of the events of a stream. The same event always gives the same. */
public interface ProjectionInput<E> {

  /** The stream that is read, as it was defined when the projection was made ready. */
  StreamDefinition definition();

  /** Its name. */
  default String stream() {
    return definition().name();
  }

  /** The name of its logs. */
  default String log() {
    return definition().log();
  }

  /** How far an event's time may be ahead of its append time; absent: as far as it likes. */
  default Optional<Duration> mostAhead() {
    return definition() instanceof StreamDefinition.Declared declared
        ? declared.declaration().clock().map(LiveClock::mostAhead)
        : Optional.empty();
  }

  /** Whether keys are those of the stream, and so stay in their partition. */
  boolean isByStreamKey();

  /** Whether {@code event} of the log is of the stream: that of an entity type has several. */
  boolean isOf(LoggedEvent event);

  /** The table that is looked up for each event; absent: none is. */
  Optional<TableSource> table();

  /**
   * What {@code event} is to the projection. What is thrown is not the event's fault, such as a
   * store that does not answer.
   *
   * @param table that of {@link #table}
   */
  Read<E> read(IndexedEvent event, TableView table);

  /** What an event is to a projection. */
  sealed interface Read<E> {

    /** It counts, for {@code key}. */
    record Counted<E>(String key, E value) implements Read<E> {}

    /** It does not pass the filter, or removes a key. */
    record Skipped<E>() implements Read<E> {}

    /** It cannot be read, or there is no answer to whether it counts, and for what. */
    record Rejected<E>(String reason) implements Read<E> {}

    /** It is not known yet what the table had at its time. */
    record Waiting<E>(TableWait until) implements Read<E> {}
  }
}
