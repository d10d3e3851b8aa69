/**
 * Queues, which share the events of a stream among workers, each event to one of them until it is
 * acked. Start with {@link EventQueue}.
 */
@NullMarked
package io.sillok.client.queue;

import org.jspecify.annotations.NullMarked;
