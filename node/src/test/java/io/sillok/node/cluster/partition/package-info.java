/** Tests of messages to partitions that move. */
@NullMarked
package io.sillok.node.cluster.partition;

import org.jspecify.annotations.NullMarked;
