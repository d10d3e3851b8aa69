/**
 * What windows tell of their events: commutative monoids, so that a result depends on which events
 * there are and not on how they came. Start with {@link
 * io.sillok.protocol.window.aggregate.Aggregates}.
 */
@NullMarked
package io.sillok.protocol.window.aggregate;

import org.jspecify.annotations.NullMarked;
