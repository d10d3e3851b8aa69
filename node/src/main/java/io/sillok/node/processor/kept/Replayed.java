package io.sillok.node.processor.kept;

/**
 * An event that was parked and processed later.
 *
 * @param at how far the partition had come then: it follows all events before, and is followed by
 *     those from there on
 */
public record Replayed(long offset, long at) {}
