/**
 * What a module, a node and a client share. No Pekko, no I/O. Start with {@link SillokModule}: it
 * is all that a module has to implement.
 */
@NullMarked
package io.sillok.protocol;

import org.jspecify.annotations.NullMarked;
