/** Tests of readers against models. */
@NullMarked
package io.sillok.persistence.reader;

import org.jspecify.annotations.NullMarked;
