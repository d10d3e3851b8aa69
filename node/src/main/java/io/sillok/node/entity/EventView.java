package io.sillok.node.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An event, for people and clients.
 *
 * @param event the event's name, such as {@code item-added}
 * @param stream the stream of its definition, such as {@code cart.item-added}
 * @param time event time
 */
public record EventView(
    long sequenceNumber, String event, String stream, Instant time, JsonNode data) {}
