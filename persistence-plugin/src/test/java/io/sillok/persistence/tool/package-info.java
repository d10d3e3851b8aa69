/** Whole stores, looked through and copied. */
@NullMarked
package io.sillok.persistence.tool;

import org.jspecify.annotations.NullMarked;
