/**
 * Projections that are declared over HTTP, as data: what a document says, apart from whether it
 * fits any stream. Start with {@link io.sillok.node.window.definition.declared.DeclaredProjection}.
 */
@NullMarked
package io.sillok.node.window.definition.declared;

import org.jspecify.annotations.NullMarked;
