package io.sillok.node.processor.kept;

import java.time.Instant;

/**
 * An event that could not be processed.
 *
 * @param attempts that were made in vain, in all
 * @param reason of the last one
 * @param at when that was
 */
public record Parked(long offset, int attempts, String reason, Instant at) {}
