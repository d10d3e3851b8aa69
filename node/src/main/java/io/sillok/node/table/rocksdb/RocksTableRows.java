package io.sillok.node.table.rocksdb;

import io.sillok.node.table.rows.FrozenRows;
import io.sillok.node.table.rows.KeyOrder;
import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowChange;
import io.sillok.node.table.rows.RowCodec;
import io.sillok.node.table.rows.RowPage;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;

/** The rows of one partition of a table in RocksDB. */
final class RocksTableRows implements TableRows {

  private final RocksTableStore store;
  private final TablesDatabase database;
  private final byte[] partition;
  private final Executor executor;
  private long applied;
  private boolean ended;

  RocksTableRows(
      RocksTableStore store, TablesDatabase database, TablePartition partition, Executor executor) {
    this.store = store;
    this.database = database;
    this.partition = RowKeys.partition(partition);
    this.executor = executor;
  }

  /** Reads how far they have come. */
  TableRows begin() {
    applied =
        database.use((rocksDb, writing) -> {
          try (ReadOptions options = new ReadOptions()) {
            return applied(rocksDb, options);
          }
        });
    return this;
  }

  /** What is written through them from now on fails; returns when a write under way is done. */
  synchronized void end() {
    ended = true;
  }

  @Override
  public long applied() {
    return applied;
  }

  @Override
  public CompletionStage<Map<String, Row>> find(Collection<String> keys) {
    List<String> wanted = List.copyOf(keys);
    return async((rocksDb, writing) -> {
      List<byte[]> values =
          rocksDb.multiGetAsList(wanted.stream().map(key -> RowKeys.row(partition, key)).toList());
      Map<String, Row> found = new HashMap<>();
      for (int index = 0; index < values.size(); index++) {
        byte @Nullable [] value = values.get(index);
        if (value != null) {
          found.put(wanted.get(index), RowCodec.decode(wanted.get(index), value));
        }
      }
      return found;
    });
  }

  @Override
  public CompletionStage<RowPage> page(String prefix, String after, int limit, int maxBytes) {
    return async((rocksDb, writing) -> {
      try (ReadOptions options = new ReadOptions()) {
        return page(rocksDb, options, prefix, after, limit, maxBytes);
      }
    });
  }

  private RowPage page(
      RocksDB rocksDb, ReadOptions options, String prefix, String after, int limit, int maxBytes)
      throws RocksDBException {
    byte[] start = RowKeys.row(partition, prefix);
    List<Row> rows = new ArrayList<>();
    long bytes = 0;
    try (RocksIterator iterator = rocksDb.newIterator(options)) {
      boolean inside = KeyOrder.INSTANCE.compare(after, prefix) >= 0 && !after.isEmpty();
      iterator.seek(inside ? RowKeys.justBehind(RowKeys.row(partition, after)) : start);
      while (iterator.isValid() && RowKeys.startsWith(iterator.key(), start)) {
        if (rows.size() == limit || bytes >= maxBytes) {
          return new RowPage(rows, true);
        }
        byte[] value = iterator.value();
        rows.add(RowCodec.decode(RowKeys.keyOf(partition, iterator.key()), value));
        bytes += value.length;
        iterator.next();
      }
      iterator.status(); // the end and an error look alike until here
    }
    return new RowPage(rows, false);
  }

  @Override
  public CompletionStage<Void> write(List<RowChange> changes, long applied) {
    return run((rocksDb, writing) -> {
      try (WriteBatch batch = new WriteBatch()) {
        for (RowChange change : changes) {
          byte[] key = RowKeys.row(partition, change.key());
          switch (change) {
            case RowChange.Put(Row row) -> batch.put(key, RowCodec.encode(row));
            case RowChange.Remove removal -> batch.delete(key);
          }
        }
        batch.put(RowKeys.mark(partition), bytes(applied));
        unlessEnded(() -> rocksDb.write(writing, batch));
      }
      return true;
    });
  }

  @Override
  public CompletionStage<Void> clear() {
    return run((rocksDb, writing) -> {
      try (WriteBatch batch = new WriteBatch()) {
        batch.deleteRange(partition, RowKeys.behindAll(partition));
        unlessEnded(() -> rocksDb.write(writing, batch));
      }
      end();
      return true;
    });
  }

  /** A write of whoever opened them. */
  private interface Write {
    void run() throws RocksDBException;
  }

  private synchronized void unlessEnded(Write write) throws RocksDBException {
    if (ended) {
      throw database.moved();
    }
    write.run();
  }

  @Override
  public CompletionStage<FrozenRows> freeze() {
    return async((rocksDb, writing) -> {
      Frozen frozen = new Frozen(rocksDb.getSnapshot());
      try {
        frozen.applied = applied(rocksDb, frozen.options);
        return frozen;
      } catch (RocksDBException | RuntimeException failure) {
        frozen.release(rocksDb);
        throw failure;
      }
    });
  }

  private long applied(RocksDB rocksDb, ReadOptions options) throws RocksDBException {
    byte[] mark = rocksDb.get(options, RowKeys.mark(partition));
    return mark == null ? 0 : ByteBuffer.wrap(mark).getLong();
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  private CompletionStage<Void> run(TablesDatabase.Use<Boolean> use) {
    return async(use).thenAccept(done -> {});
  }

  private <T> CompletionStage<T> async(TablesDatabase.Use<T> use) {
    return CompletableFuture.supplyAsync(
        () -> store.guarded(database, () -> database.use(use)), executor);
  }

  /** A snapshot of RocksDB, which holds up nobody. */
  private final class Frozen implements FrozenRows {

    private final Snapshot snapshot;
    private final ReadOptions options;
    private long applied;

    private Frozen(Snapshot snapshot) {
      this.snapshot = snapshot;
      options = new ReadOptions().setSnapshot(snapshot).setFillCache(false);
    }

    @Override
    public long applied() {
      return applied;
    }

    @Override
    public CompletionStage<RowPage> page(String after, int limit, int maxBytes) {
      return async((rocksDb, writing) ->
          RocksTableRows.this.page(rocksDb, options, "", after, limit, maxBytes));
    }

    @Override
    public CompletionStage<Void> thaw() {
      return run((rocksDb, writing) -> {
        release(rocksDb);
        return true;
      });
    }

    private void release(RocksDB rocksDb) {
      options.close();
      rocksDb.releaseSnapshot(snapshot);
      snapshot.close();
    }
  }
}
