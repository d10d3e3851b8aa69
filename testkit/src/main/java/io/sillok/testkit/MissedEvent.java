package io.sillok.testkit;

import java.time.Instant;

/**
 * An event that was too late for a window.
 *
 * @param start of the window
 * @param end behind the window
 * @param at event time of the event
 * @param event as the source reads it
 */
public record MissedEvent(String key, Instant start, Instant end, Instant at, Object event) {}
