/**
 * Readers of tagged events, live and from the start. Start with {@link StreamLiveComparison} and
 * {@link StreamCatchUpComparison}.
 */
@NullMarked
package io.sillok.loadtests.stream;

import org.jspecify.annotations.NullMarked;
