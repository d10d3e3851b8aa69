/** Tests of what runs projections in the cluster. */
@NullMarked
package io.sillok.node.window.sharded;

import org.jspecify.annotations.NullMarked;
