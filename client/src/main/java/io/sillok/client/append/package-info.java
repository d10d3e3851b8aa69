/** Appends events to streams, each exactly once. Start with {@link Appender}. */
@NullMarked
package io.sillok.client.append;

import org.jspecify.annotations.NullMarked;
