package io.sillok.node.table.rocksdb;

import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.table.rows.TableStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Stores of tables that are empty at first, and whose rows are gone when they are closed. All share
 * a database, which is there as long as one of them is.
 */
public final class ScratchTables {

  private static final long CACHE_BYTES = 8L << 20;
  private static final long WRITE_BUFFER_BYTES = 8L << 20;

  private final Path directory;
  private final Executor executor;
  private @Nullable RocksTableStore shared;
  private int users;

  /**
   * @param directory of their own; what it holds is removed
   * @param executor runs what blocks
   */
  public ScratchTables(Path directory, Executor executor) {
    this.directory = directory;
    this.executor = executor;
    TablesDatabase.destroy(directory);
  }

  public synchronized TableStore make() {
    RocksTableStore store = shared;
    if (store == null) {
      store =
          new RocksTableStore(
              new RocksTableSettings(directory, CACHE_BYTES, WRITE_BUFFER_BYTES),
              () -> CompletableFuture.completedFuture("scratch"),
              executor);
      shared = store;
    }
    users++;
    return new Scratch(store);
  }

  private synchronized void leave(RocksTableStore store) {
    users--;
    if (users == 0) {
      shared = null;
      store.close();
      TablesDatabase.destroy(directory);
    }
  }

  private final class Scratch implements TableStore {

    private final RocksTableStore store;
    private final String name = UUID.randomUUID().toString();
    private final Map<TablePartition, TableRows> opened = new ConcurrentHashMap<>();

    private Scratch(RocksTableStore store) {
      this.store = store;
    }

    @Override
    public CompletionStage<TableRows> open(TablePartition partition) {
      TablePartition mine = mine(partition);
      return store
          .open(mine)
          .thenApply(rows -> {
            opened.put(mine, rows);
            return rows;
          });
    }

    @Override
    public CompletionStage<Void> dropOthers(TablePartition partition) {
      return store.dropOthers(mine(partition));
    }

    private TablePartition mine(TablePartition partition) {
      return new TablePartition(
          name + "/" + partition.table(), partition.shape(), partition.partition());
    }

    /** The rows are gone soon. */
    @Override
    public void close() {
      CompletionStage<Void> cleared =
          CompletableFuture.allOf(
              opened.values().stream()
                  .map(rows -> rows.clear().toCompletableFuture())
                  .toArray(CompletableFuture<?>[]::new));
      cleared.whenComplete((done, failure) -> leave(store));
    }
  }
}
