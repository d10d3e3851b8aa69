/** Properties of the binary format. */
@NullMarked
package io.sillok.persistence.codec;

import org.jspecify.annotations.NullMarked;
