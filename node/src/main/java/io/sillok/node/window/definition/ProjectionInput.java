package io.sillok.node.window.definition;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;

/** What a projection makes of the events of a stream. The same event always gives the same. */
public interface ProjectionInput<E> {

  /** The stream that is read. */
  String stream();

  /** The name of its logs. */
  String log();

  /** Whether keys are those of the stream, and so stay in their partition. */
  boolean isByStreamKey();

  /** Whether {@code event} of the log is of the stream: that of an entity type has several. */
  boolean isOf(LoggedEvent event);

  /**
   * What {@code event} is to the projection. What is thrown is not the event's fault, such as a
   * store that does not answer.
   */
  Read<E> read(IndexedEvent event);

  /** What an event is to a projection. */
  sealed interface Read<E> {

    /** It counts, for {@code key}. */
    record Counted<E>(String key, E value) implements Read<E> {}

    /** It does not pass the filter, or removes a key. */
    record Skipped<E>() implements Read<E> {}

    /** It cannot be read, or there is no answer to whether it counts, and for what. */
    record Rejected<E>(String reason) implements Read<E> {}
  }
}
