/**
 * Records to Avro and JSON and back, and the schemas of both. Start with {@link EntityModel}: an
 * entity type that was checked and knows its schemas.
 */
@NullMarked
package io.sillok.protocol.schema;

import org.jspecify.annotations.NullMarked;
