/**
 * The partitioned log and the ports to the store that keeps it. Knows nothing of Pekko. Start with
 * {@link LogStore} and {@link Block}.
 */
@NullMarked
package io.sillok.persistence;

import org.jspecify.annotations.NullMarked;
