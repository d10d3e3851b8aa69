/**
 * The versions of projections, kept in the store. Start with {@link
 * io.sillok.node.window.definition.kept.DeclaredProjections}.
 */
@NullMarked
package io.sillok.node.window.definition.kept;

import org.jspecify.annotations.NullMarked;
