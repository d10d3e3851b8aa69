/** Starts a node and wires its parts; decides nothing. Start with {@link SillokNode}. */
@NullMarked
package io.sillok.node;

import org.jspecify.annotations.NullMarked;
