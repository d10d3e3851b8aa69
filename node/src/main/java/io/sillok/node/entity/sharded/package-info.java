/**
 * Entities as sharded persistent actors: the one place of this package's parents that knows Pekko.
 * Decides nothing itself. Start with {@link ShardedEntities}, then {@link EntityActor}.
 */
@NullMarked
package io.sillok.node.entity.sharded;

import org.jspecify.annotations.NullMarked;
