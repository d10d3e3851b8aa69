/**
 * Workers that share the events of a stream and acknowledge each: queues over HTTP, and share
 * groups of Kafka. Start with {@link QueueComparison}.
 */
@NullMarked
package io.sillok.loadtests.queue;

import org.jspecify.annotations.NullMarked;
