package io.sillok.node.window.lookup;

/**
 * What a reader waits for: that a table is known.
 *
 * @param partition of the table's stream
 * @param time that has to be known, in microseconds since 1970
 */
public record TableWait(int partition, long time) {}
