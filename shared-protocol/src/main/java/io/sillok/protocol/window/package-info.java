/**
 * Event time and windows as pure arithmetic: which windows a time belongs to, which events are in
 * time for them, and when a window has a result. Start with {@link
 * io.sillok.protocol.window.WindowSpec}. Times are microseconds since 1970-01-01T00:00Z wherever
 * they are {@code long}.
 */
@NullMarked
package io.sillok.protocol.window;

import org.jspecify.annotations.NullMarked;
