package io.sillok.node.stream.queue.shard;

/**
 * Why the partition of a queue cannot work at present.
 *
 * @param code of an outage, as {@link io.sillok.node.entity.EntityUnavailableException} has it
 * @param message for people
 */
public record Trouble(String code, String message) {}
