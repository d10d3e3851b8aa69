package io.sillok.node.stream.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * What an expression can know of an event.
 *
 * @param time event time
 * @param appendedAt when the log took it
 * @param offset in its partition
 * @param data as the current version of the stream's schema has it; JSON's null where a key was
 *     removed
 */
public record FilteredEvent(
    String stream,
    Optional<String> key,
    Instant time,
    Instant appendedAt,
    int partition,
    long offset,
    JsonNode data) {}
