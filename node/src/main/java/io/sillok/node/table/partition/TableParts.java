package io.sillok.node.table.partition;

import io.sillok.node.table.TableProgress;
import io.sillok.node.table.TableSettings;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableStore;
import io.sillok.persistence.Permits;
import io.sillok.persistence.pekko.SillokPersistence;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the tables of a node share.
 *
 * @param persistence has the logs
 * @param store keeps the rows
 * @param scratch makes stores for verifications
 * @param executor folds and reads, which may block
 * @param builds lets so many catch up at once, each of which has a page of a log in memory
 * @param verifications lets so many run at once
 * @param progress of those partitions that this node keeps up
 */
public record TableParts(
    SillokPersistence persistence,
    TableStore store,
    Supplier<TableStore> scratch,
    Executor executor,
    TableSettings settings,
    Permits builds,
    Permits verifications,
    Map<TablePartition, TableProgress> progress) {}
