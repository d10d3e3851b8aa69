/**
 * Shapes to Avro's binary encoding and back, also from an earlier version of a schema. Not for
 * modules to call: use {@link io.sillok.protocol.schema.AvroCodec}. Start with {@link AvroSchemas}.
 */
@NullMarked
package io.sillok.protocol.schema.avro;

import org.jspecify.annotations.NullMarked;
