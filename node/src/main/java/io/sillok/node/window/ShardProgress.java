package io.sillok.node.window;

import io.sillok.node.window.reading.Counts;
import java.time.Duration;
import java.util.Optional;

/**
 * How a shard on this node stood when it was looked at last.
 *
 * @param watermark in microseconds since 1970
 * @param told results so far
 * @param parts that windows are kept in: panes, sessions and events that wait for one
 * @param restoring how long it took to take over a snapshot; empty if it went on from what was here
 * @param trouble what keeps it from going on; empty if nothing does
 */
public record ShardProgress(
    String projection,
    int shard,
    long watermark,
    long told,
    int parts,
    Counts counts,
    Optional<Duration> restoring,
    String trouble) {}
