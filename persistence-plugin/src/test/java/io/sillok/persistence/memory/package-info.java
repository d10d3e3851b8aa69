/** A store in memory, for tests in which several actor systems share one. */
@NullMarked
package io.sillok.persistence.memory;

import org.jspecify.annotations.NullMarked;
