/**
 * What a projection is to a node, however it was declared. Start with {@link
 * io.sillok.node.window.definition.ProjectionDefinition}.
 */
@NullMarked
package io.sillok.node.window.definition;

import org.jspecify.annotations.NullMarked;
