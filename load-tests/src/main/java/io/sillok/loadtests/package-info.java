/**
 * Measures Sillok against its peers: on the same machine, in the same run, in turn. Start with
 * {@link Main}; a measurement is a {@link Comparison}.
 */
@NullMarked
package io.sillok.loadtests;

import org.jspecify.annotations.NullMarked;
