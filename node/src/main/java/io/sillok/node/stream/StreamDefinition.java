package io.sillok.node.stream;

import io.sillok.protocol.schema.EntityModel.EventModel;

/**
 * A stream of an entity type's events.
 *
 * @param entityType whose log has the events
 */
public record StreamDefinition(String entityType, EventModel<?> event) {

  /** Such as {@code cart.item-added}. */
  public String name() {
    return event.stream();
  }
}
