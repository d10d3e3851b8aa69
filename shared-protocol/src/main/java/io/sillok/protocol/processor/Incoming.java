package io.sillok.protocol.processor;

import java.time.Instant;

/**
 * An event as a processor gets it.
 *
 * @param key what it is about, such as the id of the entity; empty for an event of an unkeyed
 *     stream, for which no state is kept
 * @param time event time, to the microsecond
 */
public record Incoming<I>(String key, Instant time, I event) {}
