package io.sillok.node.stream.consumer.kept;

/**
 * Some offsets of a partition of a stream.
 *
 * @param partition from 0
 * @param from the first of them
 * @param to behind the last
 */
public record OffsetSpan(int partition, long from, long to) {}
