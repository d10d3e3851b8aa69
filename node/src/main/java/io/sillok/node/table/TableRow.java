package io.sillok.node.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A row, for people and clients.
 *
 * @param value by the present version of its definition
 * @param time event time of the event that made it
 * @param offset of that event, in its partition
 * @param sequenceNumber of that event among those of its entity; empty in tables of streams
 */
public record TableRow(
    String key,
    JsonNode value,
    Instant time,
    int partition,
    long offset,
    OptionalLong sequenceNumber) {}
