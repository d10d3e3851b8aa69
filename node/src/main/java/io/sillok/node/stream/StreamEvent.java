package io.sillok.node.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An event of a stream.
 *
 * @param position goes on behind it
 * @param offset in its partition
 * @param key the id of the entity
 * @param sequenceNumber among the entity's events, from 1
 * @param time event time
 * @param appendedAt when the log took it
 */
public record StreamEvent(
    StreamPosition position,
    int partition,
    long offset,
    String key,
    long sequenceNumber,
    Instant time,
    Instant appendedAt,
    JsonNode data) {}
