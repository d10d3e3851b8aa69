/**
 * Shapes to JSON, JSON Schema and back. Strict: nothing is coerced. Not for modules to call: use
 * {@link io.sillok.protocol.schema.JsonCodec}. Start with {@link JsonReaders}.
 */
@NullMarked
package io.sillok.protocol.schema.json;

import org.jspecify.annotations.NullMarked;
