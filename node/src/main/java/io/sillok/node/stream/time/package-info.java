/**
 * Event time of streams that goes on without events, as facts in their logs: a partition that is
 * silent follows the others of its stream, or the clock on the wall, and producers can move it by
 * hand. Says nothing of what that means to windows. Start with {@link
 * io.sillok.node.stream.time.StreamTimes}; the rules are in {@link
 * io.sillok.node.stream.time.PartitionTime}.
 */
@NullMarked
package io.sillok.node.stream.time;

import org.jspecify.annotations.NullMarked;
