package io.sillok.node.stream.queue;

import java.time.Instant;

/**
 * An event in the hands of a worker.
 *
 * @param receipt by which the worker speaks of it
 * @param attempt from 1
 * @param event JSON in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; nobody writes into it
public record QueueItem(String receipt, int attempt, Instant leasedUntil, byte[] event) {}
