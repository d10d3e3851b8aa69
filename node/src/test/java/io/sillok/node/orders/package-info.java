/** A module whose projections look up a table, for tests. */
@NullMarked
package io.sillok.node.orders;

import org.jspecify.annotations.NullMarked;
