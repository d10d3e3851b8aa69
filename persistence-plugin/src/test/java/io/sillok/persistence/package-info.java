/** Tests of the ports' own arithmetic. */
@NullMarked
package io.sillok.persistence;

import org.jspecify.annotations.NullMarked;
