/** Events of streams, and where in a stream to read. Start with {@link StreamEvent}. */
@NullMarked
package io.sillok.client.event;

import org.jspecify.annotations.NullMarked;
