package io.sillok.persistence.pekko;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;

/**
 * What a query takes from the logs that it reads.
 *
 * @param <T> what it emits
 */
public interface Selection<T> {

  boolean wants(LoggedEvent event);

  /**
   * What it emits for a wanted event.
   *
   * @param position goes on behind it
   */
  T item(Position position, IndexedEvent event);

  /** Whether an event may be left out when a later one of its entity was read together with it. */
  default boolean latestIsEnough() {
    return false;
  }
}
