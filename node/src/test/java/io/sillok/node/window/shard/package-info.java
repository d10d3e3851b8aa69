/** Tests of shards of projections. */
@NullMarked
package io.sillok.node.window.shard;

import org.jspecify.annotations.NullMarked;
