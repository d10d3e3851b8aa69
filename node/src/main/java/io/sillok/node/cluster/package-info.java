/**
 * What the cluster is and how it is: members, partitions and their owners, readiness. Knows nothing
 * of entities or HTTP. Start with {@link ClusterView}.
 */
@NullMarked
package io.sillok.node.cluster;

import org.jspecify.annotations.NullMarked;
