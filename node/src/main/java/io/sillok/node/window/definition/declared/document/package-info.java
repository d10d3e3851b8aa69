/**
 * Declared projections as JSON. Start with {@link
 * io.sillok.node.window.definition.declared.document.ProjectionReader}.
 */
@NullMarked
package io.sillok.node.window.definition.declared.document;

import org.jspecify.annotations.NullMarked;
