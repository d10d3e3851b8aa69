package io.sillok.node.stream.queue.kept;

/** Where a queue begins in one partition. */
public record PartitionStart(int partition, long offset) {}
