package io.sillok.node.stream.queue.kept;

import java.time.Instant;

/**
 * How often an event was handed out in vain.
 *
 * @param attempts from 1
 * @param notBefore it is not handed out again
 */
public record Attempt(long offset, int attempts, Instant notBefore) {}
