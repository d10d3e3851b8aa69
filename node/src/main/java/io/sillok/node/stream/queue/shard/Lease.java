package io.sillok.node.stream.queue.shard;

/** Which event, and which lease of it. */
public record Lease(long offset, long lease) {}
