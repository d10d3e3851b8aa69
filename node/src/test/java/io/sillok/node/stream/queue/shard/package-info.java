@NullMarked
package io.sillok.node.stream.queue.shard;

import org.jspecify.annotations.NullMarked;
