/**
 * Whether a node does what its descriptions say. Start with {@link
 * io.sillok.node.description.DescribedOperationsTest}.
 */
@NullMarked
package io.sillok.node.description;

import org.jspecify.annotations.NullMarked;
