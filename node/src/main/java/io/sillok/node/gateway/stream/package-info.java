/**
 * The routes of streams: declare, append, read, consume. Start with {@link
 * io.sillok.node.gateway.stream.StreamServices}.
 */
@NullMarked
package io.sillok.node.gateway.stream;

import org.jspecify.annotations.NullMarked;
