package io.sillok.persistence.pekko.query;

import io.sillok.persistence.EntityIndex.IndexedEvent;

/**
 * An event as a query over many logs comes to it.
 *
 * @param position goes on behind it
 */
public record PlacedEvent(Position position, IndexedEvent event) implements Passed {}
