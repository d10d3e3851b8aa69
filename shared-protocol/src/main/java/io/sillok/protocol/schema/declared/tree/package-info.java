/**
 * Trees of JSON to Avro's binary encoding and back, by a schema alone. Not for modules to call: use
 * {@link io.sillok.protocol.schema.declared.DeclaredCodec}. Start with {@link TreeWriters}.
 */
@NullMarked
package io.sillok.protocol.schema.declared.tree;

import org.jspecify.annotations.NullMarked;
