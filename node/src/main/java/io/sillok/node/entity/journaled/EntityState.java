package io.sillok.node.entity.journaled;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entity folded from its events.
 *
 * @param type the entity type's name
 * @param value the state of the module's rules
 * @param sequenceNumber of the last event, 0 before the first
 * @param time event time of the last event; null before the first
 */
public record EntityState(
    String type,
    Object value,
    long sequenceNumber,
    @Nullable Instant time,
    RememberedCommands commands) {}
