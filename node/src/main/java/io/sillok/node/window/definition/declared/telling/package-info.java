/**
 * What declared projections tell: aggregates of fields, and their results as JSON of a schema.
 * Start with {@link io.sillok.node.window.definition.declared.telling.Telling}.
 */
@NullMarked
package io.sillok.node.window.definition.declared.telling;

import org.jspecify.annotations.NullMarked;
