/** Group commit, take-over and fences, on a real store. */
@NullMarked
package io.sillok.persistence.writer;

import org.jspecify.annotations.NullMarked;
