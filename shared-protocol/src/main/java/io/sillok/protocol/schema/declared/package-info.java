/**
 * Events of streams that are declared by an Avro schema alone, without a record: the same bytes and
 * the same JSON as a record of the same meaning has. Start with {@link DeclaredCodec}.
 */
@NullMarked
package io.sillok.protocol.schema.declared;

import org.jspecify.annotations.NullMarked;
