/** On which node each partition lives. The one place of the node that meets types of Scala. */
@NullMarked
package io.sillok.node.cluster.allocation;

import org.jspecify.annotations.NullMarked;
