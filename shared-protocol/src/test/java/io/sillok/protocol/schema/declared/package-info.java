/** Tests of events that are declared by their schema alone. */
@NullMarked
package io.sillok.protocol.schema.declared;

import org.jspecify.annotations.NullMarked;
