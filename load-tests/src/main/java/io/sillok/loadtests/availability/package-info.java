/**
 * How long a cluster keeps its clients waiting when nodes are killed, restarted, added or removed,
 * with the settings that it is deployed with. Says how long, not whether all that was promised
 * holds: that is what {@link io.sillok.loadtests.faults} does. Start with {@link
 * io.sillok.loadtests.availability.TakeOverComparison}.
 */
@NullMarked
package io.sillok.loadtests.availability;

import org.jspecify.annotations.NullMarked;
