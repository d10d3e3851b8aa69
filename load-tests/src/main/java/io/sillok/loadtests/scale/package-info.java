/**
 * The same work on clusters of one, two and three nodes over one Cassandra: what an event costs all
 * nodes together. Not how fast more machines are, since all share the cores of this one. Start with
 * {@link io.sillok.loadtests.scale.ScaleComparison}.
 */
@NullMarked
package io.sillok.loadtests.scale;

import org.jspecify.annotations.NullMarked;
