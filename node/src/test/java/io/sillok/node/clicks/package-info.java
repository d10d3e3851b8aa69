/** A module with projections, for tests. */
@NullMarked
package io.sillok.node.clicks;

import org.jspecify.annotations.NullMarked;
