/** Tests of how nodes share partitions and become a cluster. */
@NullMarked
package io.sillok.node.cluster.allocation;

import org.jspecify.annotations.NullMarked;
