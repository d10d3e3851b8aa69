package io.sillok.persistence.rocksdb;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.codec.BlockCodec;
import io.sillok.persistence.codec.ByteWriter;
import io.sillok.persistence.codec.IndexedEventCodec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** One block, its events for the index, and the head that moves behind it. Encoded when made. */
final class LogAppend implements Change {

  private enum Place {
    FREE,
    TAKEN,
    BEYOND_HEAD
  }

  private final Block block;
  private final LogBounds bounds;
  private final LongFunction<Block> holder;
  private final byte[] encoded;
  private final byte[][] keys;
  private final byte[][] values;
  private final long bytes;
  private final CompletableFuture<AppendResult> result = new CompletableFuture<>();
  private Place place = Place.FREE;

  /**
   * @param holder finds the block that holds an offset of the same log
   */
  LogAppend(Block block, LogBounds bounds, LongFunction<Block> holder) {
    this.block = block;
    this.bounds = bounds;
    this.holder = holder;
    encoded = BlockCodec.encode(block);
    List<IndexedEvent> indexed = block.forIndex();
    keys = new byte[indexed.size()][];
    values = new byte[indexed.size()][];
    long appendedAt = ByteWriter.micros(block.appendedAt());
    long sum = encoded.length;
    for (int index = 0; index < keys.length; index++) {
      LoggedEvent event = indexed.get(index).event();
      keys[index] = Keys.entity(event.persistenceId(), event.sequenceNumber());
      values[index] =
          IndexedEventCodec.encode(block.log(), indexed.get(index).offset(), appendedAt, event);
      sum += keys[index].length + values[index].length;
    }
    bytes = sum;
  }

  CompletableFuture<AppendResult> result() {
    return result;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void stage(Database database, WriteBatch batch) throws RocksDBException {
    long head = bounds.head(block.log());
    if (block.firstOffset() != head) {
      place = block.firstOffset() < head ? Place.TAKEN : Place.BEYOND_HEAD;
      return;
    }
    ColumnFamilyHandle entities = database.family(Column.ENTITY);
    batch.put(database.family(Column.LOG), Keys.block(block.log(), block.firstOffset()), encoded);
    for (int index = 0; index < keys.length; index++) {
      batch.put(entities, keys[index], values[index]);
    }
    bounds.moveHead(database, batch, block.log(), block.nextOffset());
  }

  @Override
  public void committed() {
    switch (place) {
      case FREE -> result.complete(new AppendResult.Appended());
      case TAKEN -> completeWithHolder();
      case BEYOND_HEAD ->
          result.completeExceptionally(
              new StoreException(
                  "log-gap",
                  "A block at offset %d of log %s would leave a gap behind its head at %d; read the"
                          .formatted(block.firstOffset(), block.log(), bounds.head(block.log()))
                      + " head again",
                  null));
    }
  }

  private void completeWithHolder() {
    try {
      result.complete(new AppendResult.Occupied(holder.apply(block.firstOffset())));
    } catch (StoreException e) {
      result.completeExceptionally(e);
    }
  }

  @Override
  public void failed(StoreException reason) {
    result.completeExceptionally(reason);
  }
}
