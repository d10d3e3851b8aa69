/** What every store must do, to be run by a small subclass per store; and what makes test data. */
@NullMarked
package io.sillok.persistence.contract;

import org.jspecify.annotations.NullMarked;
