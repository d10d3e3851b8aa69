/**
 * What is done with the results of projections: commands to entities, actors of modules, webhooks.
 * Each is a queue on the stream of results, which nodes work themselves; so retries, the order of a
 * key, and what is parked are those of queues. Start with {@link
 * io.sillok.node.downstream.DownstreamKeeper}.
 */
@NullMarked
package io.sillok.node.downstream;

import org.jspecify.annotations.NullMarked;
