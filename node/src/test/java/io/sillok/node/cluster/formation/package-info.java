/** Tests of how nodes share partitions and become a cluster. */
@NullMarked
package io.sillok.node.cluster.formation;

import org.jspecify.annotations.NullMarked;
