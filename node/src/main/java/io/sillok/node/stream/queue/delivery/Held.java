package io.sillok.node.stream.queue.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * How many events of a partition are in memory.
 *
 * @param ready to be handed out
 * @param delayed until a time, or behind another one of their key
 * @param unsettled all of them, and those that are on their way
 * @param bytes of all events
 * @param oldest when the first of them was appended
 */
public record Held(
    int ready, int leased, int delayed, int unsettled, long bytes, Optional<Instant> oldest) {}
