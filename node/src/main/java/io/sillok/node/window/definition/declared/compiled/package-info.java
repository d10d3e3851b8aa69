/**
 * Declared projections as they run: checked against the streams that they read, with what they make
 * of events and tell of windows. Start with {@link
 * io.sillok.node.window.definition.declared.compiled.ProjectionCheck}.
 */
@NullMarked
package io.sillok.node.window.definition.declared.compiled;

import org.jspecify.annotations.NullMarked;
