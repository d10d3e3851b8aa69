/**
 * Appending events to declared streams: one appender a partition, which knows the events that it
 * took last by their ids. Start with {@link io.sillok.node.stream.append.Appends}.
 */
@NullMarked
package io.sillok.node.stream.append;

import org.jspecify.annotations.NullMarked;
