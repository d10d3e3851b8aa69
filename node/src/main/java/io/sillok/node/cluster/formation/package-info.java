/**
 * How nodes become one cluster: by seeds, or among the pods of Kubernetes, and whether they fit.
 * Start with {@link io.sillok.node.cluster.formation.Formation}.
 */
@NullMarked
package io.sillok.node.cluster.formation;

import org.jspecify.annotations.NullMarked;
