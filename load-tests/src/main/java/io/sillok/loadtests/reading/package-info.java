/**
 * Reading a stream or a topic from its first event to its last, on one connection. Start with
 * {@link Reading}.
 */
@NullMarked
package io.sillok.loadtests.reading;

import org.jspecify.annotations.NullMarked;
