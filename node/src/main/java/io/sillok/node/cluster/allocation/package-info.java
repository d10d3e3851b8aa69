/** On which node each partition lives. A place of the node that meets types of Scala. */
@NullMarked
package io.sillok.node.cluster.allocation;

import org.jspecify.annotations.NullMarked;
