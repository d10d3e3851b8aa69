/**
 * Tables: the latest value of each key of an {@code entity} stream, and the state of each entity of
 * a type, folded from their logs and kept up with them. Whatever a table says can be built again
 * from its log. Start with {@link io.sillok.node.table.Tables}.
 */
@NullMarked
package io.sillok.node.table;

import org.jspecify.annotations.NullMarked;
