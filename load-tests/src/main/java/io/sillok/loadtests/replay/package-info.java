/** Persistent actors that recover what was written before. Start with {@link ReplayComparison}. */
@NullMarked
package io.sillok.loadtests.replay;

import org.jspecify.annotations.NullMarked;
