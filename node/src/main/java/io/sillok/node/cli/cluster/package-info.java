/** Commands about the nodes of a cluster. */
@NullMarked
package io.sillok.node.cli.cluster;

import org.jspecify.annotations.NullMarked;
