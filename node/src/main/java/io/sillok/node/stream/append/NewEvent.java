package io.sillok.node.stream.append;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.stream.EventId;
import java.time.Instant;
import java.util.Optional;

/**
 * An event to append.
 *
 * @param key given with it; must be that of the field if the stream names one
 * @param id known again by it, so that an append can be repeated
 * @param time event time given with it; must be that of the field if the stream names one
 * @param data its fields; a JSON null removes its key
 */
public record NewEvent(
    Optional<String> key, Optional<EventId> id, Optional<Instant> time, JsonNode data) {}
