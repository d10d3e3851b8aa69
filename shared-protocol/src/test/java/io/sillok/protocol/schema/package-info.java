/** Tests of the codecs with records of every kind. Start with {@link Samples}. */
@NullMarked
package io.sillok.protocol.schema;

import org.jspecify.annotations.NullMarked;
