/**
 * Tables as they were at a time. Never says what a table is now, and nothing of a time that is not
 * known for good. Start with {@link io.sillok.protocol.window.lookup.TimedTable}.
 */
@NullMarked
package io.sillok.protocol.window.lookup;

import org.jspecify.annotations.NullMarked;
