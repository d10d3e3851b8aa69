package io.sillok.node.entity;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some of an entity's events in order.
 *
 * @param next the sequence number from which to go on; empty at the end
 */
public record EventPage(List<EventView> events, OptionalLong next) {}
