/** The partitions of processors. */
@NullMarked
package io.sillok.node.processor.sharded;

import org.jspecify.annotations.NullMarked;
