package io.sillok.node.stream.queue.kept;

import java.time.Instant;

/**
 * An event that the queue has given up.
 *
 * @param attempts that were made; 0 if it could not even be read
 * @param reason for people
 */
public record DeadLetter(long offset, int attempts, String reason, Instant at) {}
