/**
 * Conditions on events, written in CEL (the Common Expression Language): checked against a stream's
 * schema when they are given, evaluated on its events within bounds. Not for what an event causes:
 * an expression has no effects and reads no clock. Start with {@link
 * io.sillok.node.stream.filter.EventFilter}.
 */
@NullMarked
package io.sillok.node.stream.filter;

import org.jspecify.annotations.NullMarked;
