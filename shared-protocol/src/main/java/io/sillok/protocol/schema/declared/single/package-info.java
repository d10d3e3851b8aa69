/**
 * Values without parts as a schema declares them: those that records have too, and those that only
 * Avro has. Not for modules to call: use {@link io.sillok.protocol.schema.declared.DeclaredCodec}.
 * Start with {@link Single}.
 */
@NullMarked
package io.sillok.protocol.schema.declared.single;

import org.jspecify.annotations.NullMarked;
