/**
 * What records, sealed interfaces and their components are, read by reflection once and checked.
 * Knows neither Avro nor JSON; not for modules to call. Start with {@link Shape}.
 */
@NullMarked
package io.sillok.protocol.schema.shape;

import org.jspecify.annotations.NullMarked;
