/**
 * Real nodes over real Cassandra, each a process, in networks that can be cut. Knows nothing of
 * what they are for. Start with {@link io.sillok.loadtests.faults.cluster.FaultCluster}.
 */
@NullMarked
package io.sillok.loadtests.faults.cluster;

import org.jspecify.annotations.NullMarked;
