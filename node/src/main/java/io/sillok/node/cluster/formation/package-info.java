/** How nodes become one cluster. */
@NullMarked
package io.sillok.node.cluster.formation;

import org.jspecify.annotations.NullMarked;
