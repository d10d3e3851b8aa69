/**
 * The windows of a part of the keys: what they hold, and what they tell. Start with {@link
 * io.sillok.node.window.shard.WindowShard}.
 */
@NullMarked
package io.sillok.node.window.shard;

import org.jspecify.annotations.NullMarked;
