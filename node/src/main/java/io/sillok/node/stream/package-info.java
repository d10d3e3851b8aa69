/**
 * Streams: all events of one definition, across entities, read from any position and followed.
 * Start with {@link io.sillok.node.stream.Streams}.
 */
@NullMarked
package io.sillok.node.stream;

import org.jspecify.annotations.NullMarked;
