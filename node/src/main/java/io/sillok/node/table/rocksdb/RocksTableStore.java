package io.sillok.node.table.rocksdb;

import io.sillok.node.table.rocksdb.TablesDatabase.DamagedException;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.table.rows.TableStore;
import io.sillok.persistence.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables in a RocksDB of this process's own, opened on first use. When it is damaged, or holds the
 * tables of another store, it is thrown away; who used it opens what he needs anew.
 */
public final class RocksTableStore implements TableStore {

  private static final Logger LOGGER = LoggerFactory.getLogger(RocksTableStore.class);

  /** A file of every RocksDB. */
  private static final String CURRENT = "CURRENT";

  private final RocksTableSettings settings;
  private final Supplier<CompletionStage<String>> origin;
  private final Executor executor;
  private final Map<TablePartition, RocksTableRows> opened = new ConcurrentHashMap<>();
  private @Nullable TablesDatabase database;
  private boolean closed;

  /**
   * @param origin tells the logs that the tables are of from those of any other store
   * @param executor runs what blocks
   */
  public RocksTableStore(
      RocksTableSettings settings, Supplier<CompletionStage<String>> origin, Executor executor) {
    this.settings = settings;
    this.origin = origin;
    this.executor = executor;
  }

  @Override
  public CompletionStage<TableRows> open(TablePartition partition) {
    return origin
        .get()
        .thenApplyAsync(
            from -> {
              TablesDatabase open = database(from);
              RocksTableRows rows = new RocksTableRows(this, open, partition, executor);
              RocksTableRows before = opened.put(partition, rows);
              if (before != null) {
                before.end();
              }
              return guarded(open, rows::begin);
            },
            executor);
  }

  @Override
  public CompletionStage<Void> dropOthers(TablePartition partition) {
    return origin
        .get()
        .thenAcceptAsync(
            from -> {
              TablesDatabase open = database(from);
              guarded(
                  open,
                  () -> open.use((rocksDb, writing) -> dropOthers(rocksDb, writing, partition)));
            },
            executor);
  }

  /** No other shape is of use to this process, whatever the partition. */
  private static boolean dropOthers(RocksDB rocksDb, WriteOptions writing, TablePartition partition)
      throws RocksDBException {
    byte[] table = RowKeys.table(partition.table());
    try (RocksIterator keys = rocksDb.newIterator()) {
      keys.seek(table);
      while (keys.isValid() && RowKeys.startsWith(keys.key(), table)) {
        String shape = RowKeys.shapeOf(table, keys.key());
        byte[] from = RowKeys.shape(partition.table(), shape);
        byte[] behind = RowKeys.behindAll(from);
        if (!shape.equals(partition.shape())) {
          rocksDb.deleteRange(writing, from, behind);
        }
        keys.seek(behind);
      }
      keys.status();
    }
    return true;
  }

  /** The open database, with tables of the logs that {@code from} names, or none. */
  private synchronized TablesDatabase database(String from) {
    if (closed) {
      throw new StoreException(
          "tables-unusable", "The tables in %s are closed".formatted(place()), null);
    }
    TablesDatabase open = database;
    if (open == null) {
      open = openOrReplace(from.getBytes(StandardCharsets.UTF_8));
      database = open;
    }
    return open;
  }

  private TablesDatabase openOrReplace(byte[] wanted) {
    if (Files.exists(place().resolve(CURRENT))) {
      try {
        TablesDatabase found = TablesDatabase.open(settings);
        if (isOf(found, wanted)) {
          return found;
        }
        found.close();
      } catch (DamagedException damaged) {
        warn(damaged);
      }
    }
    TablesDatabase.destroy(settings.directory());
    return made(wanted);
  }

  private boolean isOf(TablesDatabase found, byte[] wanted) {
    try {
      if (Arrays.equals(found.use((rocksDb, writing) -> origin(rocksDb)), wanted)) {
        return true;
      }
      LOGGER.warn("The tables in {} are of another store and are built anew", place());
    } catch (DamagedException damaged) {
      warn(damaged);
    }
    return false;
  }

  private static byte[] origin(RocksDB rocksDb) throws RocksDBException {
    byte @Nullable [] origin = rocksDb.get(RowKeys.origin());
    return origin == null ? new byte[0] : origin;
  }

  private TablesDatabase made(byte[] origin) {
    try {
      TablesDatabase made = TablesDatabase.open(settings);
      made.use((rocksDb, writing) -> {
        rocksDb.put(writing, RowKeys.origin(), origin);
        return true;
      });
      return made;
    } catch (DamagedException again) {
      throw new StoreException(
          "tables-unusable",
          "The tables in %s cannot be built: %s".formatted(place(), again.getMessage()),
          again);
    }
  }

  /** Does {@code work} with {@code used}; what turns out to be damaged is thrown away. */
  <T extends @Nullable Object> T guarded(TablesDatabase used, Supplier<T> work) {
    try {
      return work.get();
    } catch (DamagedException damaged) {
      warn(damaged);
      replace(used, true);
      throw used.moved();
    } catch (StoreException failure) {
      if (failure.code().equals("tables-unusable")) {
        replace(used, false); // RocksDB may take nothing more until it is opened again
      }
      throw failure;
    }
  }

  private void warn(DamagedException damaged) {
    LOGGER.warn(
        "The tables in {} are damaged and are built anew: {}", place(), damaged.getMessage());
  }

  private synchronized void replace(TablesDatabase used, boolean damaged) {
    if (database == used) {
      shut();
      if (damaged) {
        TablesDatabase.destroy(settings.directory());
      }
    }
  }

  private void shut() {
    opened.values().forEach(RocksTableRows::end);
    opened.clear();
    if (database != null) {
      database.close();
      database = null;
    }
  }

  private Path place() {
    return settings.directory();
  }

  @Override
  public synchronized void close() {
    closed = true;
    shut();
  }
}
