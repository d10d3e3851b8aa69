/**
 * Answers that go on: lines and server-sent events, taken one by one, over as many connections as
 * it takes. Not for applications. Start with {@link EventSource}.
 */
@NullMarked
package io.sillok.client.feed;

import org.jspecify.annotations.NullMarked;
