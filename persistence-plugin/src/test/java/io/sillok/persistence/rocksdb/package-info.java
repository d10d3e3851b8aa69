/** The embedded store against the contracts of a store, and against damage. */
@NullMarked
package io.sillok.persistence.rocksdb;

import org.jspecify.annotations.NullMarked;
