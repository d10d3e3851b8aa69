package io.sillok.node.table;

import io.sillok.node.stream.StreamPosition;

/**
 * Which rows a reader wants.
 *
 * @param prefix all keys start with it; may be empty
 * @param after only keys behind it; empty for all
 * @param limit at most so many, from 1
 * @param atLeast everything before it is in the table; waits for that, but not for long
 */
public record TableReading(String prefix, String after, int limit, StreamPosition atLeast) {}
