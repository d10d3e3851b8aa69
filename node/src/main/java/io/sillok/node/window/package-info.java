/**
 * Projections: results by event time that follow from the logs alone. {@code definition} is what
 * they are, {@code reading} reads partitions, {@code shard} holds windows, {@code sharded} keeps
 * both going. Start with {@link io.sillok.node.window.Projections}.
 */
@NullMarked
package io.sillok.node.window;

import org.jspecify.annotations.NullMarked;
