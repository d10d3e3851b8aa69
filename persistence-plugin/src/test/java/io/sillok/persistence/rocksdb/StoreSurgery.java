package io.sillok.persistence.rocksdb;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.codec.BlockCodec;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark;
import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Does to a closed store what no store does to itself. */
public final class StoreSurgery {

  private StoreSurgery() {}

  /** Takes the block at {@code offset} out of {@code log}. */
  public static void removeBlock(Path directory, LogId log, long offset) {
    operate(
        directory,
        (database, batch) -> batch.delete(database.family(Column.LOG), Keys.block(log, offset)));
  }

  /** Puts {@code block} in place of the one that stands at its offset. */
  public static void replaceBlock(Path directory, Block block) {
    replaceBytes(directory, block.log(), block.firstOffset(), BlockCodec.encode(block));
  }

  /** Puts {@code bytes} in place of the block that stands at {@code offset}. */
  public static void replaceBytes(Path directory, LogId log, long offset, byte[] bytes) {
    operate(
        directory,
        (database, batch) ->
            batch.put(database.family(Column.LOG), Keys.block(log, offset), bytes));
  }

  private interface Operation {
    void on(Database database, WriteBatch batch) throws RocksDBException;
  }

  private static void operate(Path directory, Operation operation) {
    RocksDbSettings settings =
        new RocksDbSettings(directory, Stores.PARTITIONS, Verify.TAIL, 1 << 20, 64 << 10);
    try (AcknowledgedMark mark = AcknowledgedMark.open(directory, OpenCheck.run(settings));
        Database database = Database.open(settings, mark);
        WriteBatch batch = new WriteBatch()) {
      operation.on(database, batch);
      mark.acknowledged(database.write(batch));
    } catch (IOException | RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }
}
