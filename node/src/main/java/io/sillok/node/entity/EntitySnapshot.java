package io.sillok.node.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An entity's state at a point of its life.
 *
 * @param sequenceNumber of the last event in the state, from 1
 * @param time the event time of that event
 */
public record EntitySnapshot(
    EntityAddress entity, long sequenceNumber, Instant time, JsonNode state) {}
