/**
 * The schema of a stream's events as CEL has it: types to check expressions with, and values that
 * are read from the events' JSON when an expression asks for them. Knows nothing of expressions.
 * Start with {@link io.sillok.node.stream.filter.schema.RecordTypes}.
 */
@NullMarked
package io.sillok.node.stream.filter.schema;

import org.jspecify.annotations.NullMarked;
