package io.sillok.node.table.rocksdb;

import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.table.rows.TableStore;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Stores of tables that are empty at first, and gone when they are closed. */
public final class ScratchTables {

  private static final long CACHE_BYTES = 8L << 20;
  private static final long WRITE_BUFFER_BYTES = 8L << 20;

  private final Path directory;
  private final Executor executor;

  /**
   * @param directory of their own; what it holds is removed
   * @param executor runs what blocks
   */
  public ScratchTables(Path directory, Executor executor) {
    this.directory = directory;
    this.executor = executor;
    TablesDatabase.destroy(directory);
  }

  public TableStore make() {
    Path place = directory.resolve(UUID.randomUUID().toString());
    return new Scratch(
        place,
        new RocksTableStore(
            new RocksTableSettings(place, CACHE_BYTES, WRITE_BUFFER_BYTES),
            () -> CompletableFuture.completedFuture("scratch"),
            executor));
  }

  private record Scratch(Path place, RocksTableStore store) implements TableStore {

    @Override
    public CompletionStage<TableRows> open(TablePartition partition) {
      return store.open(partition);
    }

    @Override
    public CompletionStage<Void> dropOthers(TablePartition partition) {
      return store.dropOthers(partition);
    }

    @Override
    public void close() {
      store.close();
      TablesDatabase.destroy(place);
    }
  }
}
