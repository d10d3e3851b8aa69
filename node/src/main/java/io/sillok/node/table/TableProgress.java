package io.sillok.node.table;

/**
 * How far a partition of a table has come on this node.
 *
 * @param table its name
 * @param log the name of its logs
 * @param applied all events before this offset are in the table
 */
public record TableProgress(String table, String log, int partition, long applied) {}
