package io.sillok.persistence.tool;

/**
 * What a copy did.
 *
 * @param logs so many, each with the same digest in both stores
 * @param blocks that were appended to the target
 * @param skipped blocks that stood there already
 * @param events in all of these blocks
 * @param entities so many, each with the same digest in both stores
 * @param snapshots that were saved in the target
 * @param unreadable snapshots that were left out; what they held is in the events
 * @param facts in both stores
 */
public record CopyReport(
    long logs,
    long blocks,
    long skipped,
    long events,
    long entities,
    long snapshots,
    long unreadable,
    long facts) {}
