/** Streams: what they are, and their events, read and followed. Start with {@link EventStream}. */
@NullMarked
package io.sillok.client.stream;

import org.jspecify.annotations.NullMarked;
