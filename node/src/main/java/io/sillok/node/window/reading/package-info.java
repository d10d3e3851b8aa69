/**
 * Reads the partitions of a projection's streams, and combines what their events add to windows.
 * Start with {@link io.sillok.node.window.reading.PartitionReading}.
 */
@NullMarked
package io.sillok.node.window.reading;

import org.jspecify.annotations.NullMarked;
