package io.sillok.persistence.rocksdb;

import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.codec.ByteWriter;
import io.sillok.persistence.codec.Frame;
import io.sillok.persistence.codec.IndexedEventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The index by persistence id in RocksDB, written in the batch of the block. */
final class RocksDbEntities implements EntityIndex {

  /** A page ends behind the event that reaches it, whatever its limit. */
  private static final int PAGE_BYTES = 4 << 20;

  private final Access access;

  /** Deletions in the committer's present batch; only its thread sees it. */
  private final Map<String, Long> staged = new HashMap<>();

  RocksDbEntities(Access access) {
    this.access = access;
  }

  @Override
  public CompletionStage<List<IndexedEvent>> read(
      String persistenceId, long from, long to, int limit) {
    return access.read(database -> {
      long first = Math.max(Math.max(0, from), deletedTo(database, persistenceId) + 1);
      return page(database, persistenceId, first, to, limit);
    });
  }

  @Override
  public CompletionStage<List<IndexedEvent>> readDeleted(
      String persistenceId, long from, int limit) {
    return access.read(database ->
        page(
            database, persistenceId, Math.max(0, from), deletedTo(database, persistenceId), limit));
  }

  @Override
  public CompletionStage<Long> highestSequenceNumber(String persistenceId) {
    return access.read(database -> highest(database, persistenceId));
  }

  @Override
  public CompletionStage<Void> deleteTo(String persistenceId, long sequenceNumber) {
    Deletion deletion = new Deletion(persistenceId, sequenceNumber);
    access.submit(deletion);
    return deletion.done;
  }

  @Override
  public CompletionStage<Long> deletedTo(String persistenceId) {
    return access.read(database -> deletedTo(database, persistenceId));
  }

  @Override
  public CompletionStage<Void> restore(List<IndexedEvent> events) {
    SimpleChange restore =
        new SimpleChange(
            PAGE_BYTES, (database, batch) -> restore(database, batch, List.copyOf(events)));
    access.submit(restore);
    return restore.done();
  }

  private static void restore(Database database, WriteBatch batch, List<IndexedEvent> events)
      throws RocksDBException {
    for (IndexedEvent each : events) {
      LoggedEvent event = each.event();
      batch.put(
          database.family(Column.ENTITY),
          Keys.entity(event.persistenceId(), event.sequenceNumber()),
          IndexedEventCodec.encode(
              each.log(), each.offset(), ByteWriter.micros(each.appendedAt()), event));
    }
  }

  @Override
  public CompletionStage<List<String>> persistenceIds(String prefix, String after, int limit) {
    return access.read(database -> ids(database, prefix, after, limit));
  }

  @Override
  public CompletionStage<Optional<String>> lastPersistenceId() {
    return access.read(database -> {
      try (Cursor cursor = database.cursor(Column.ENTITY, new byte[0])) {
        return cursor.seekBack(Keys.behindEntities())
            ? Optional.of(Keys.persistenceId(cursor.key()))
            : Optional.empty();
      }
    });
  }

  private static List<IndexedEvent> page(
      Database database, String persistenceId, long first, long to, int limit)
      throws RocksDBException {
    List<IndexedEvent> events = new ArrayList<>();
    long bytes = 0;
    try (Cursor cursor = database.cursor(Column.ENTITY, prefix(persistenceId))) {
      boolean here = cursor.seek(Keys.entity(persistenceId, first));
      for (; here && events.size() < limit && bytes < PAGE_BYTES; here = cursor.next()) {
        long sequenceNumber = Keys.sequenceNumber(cursor.key());
        if (sequenceNumber > to) {
          break;
        }
        byte[] value = cursor.value();
        events.add(
            IndexedEventCodec.decode(
                persistenceId,
                value,
                () -> "event %d of %s".formatted(sequenceNumber, persistenceId)));
        bytes += value.length;
      }
    }
    return events;
  }

  private static long highest(Database database, String persistenceId) throws RocksDBException {
    try (Cursor cursor = database.cursor(Column.ENTITY, prefix(persistenceId))) {
      return cursor.seekBack(Keys.entity(persistenceId, -1L))
          ? Keys.sequenceNumber(cursor.key())
          : 0;
    }
  }

  private static long deletedTo(Database database, String persistenceId) throws RocksDBException {
    byte[] value = database.get(Column.META, Keys.deleted(persistenceId));
    return value == null
        ? 0
        : Frame.open(value, () -> "the deletion mark of " + persistenceId).getNumber();
  }

  private static List<String> ids(Database database, String prefix, String after, int limit)
      throws RocksDBException {
    List<String> ids = new ArrayList<>();
    byte[] start = Keys.entityPrefix(prefix);
    try (Cursor cursor = database.cursor(Column.ENTITY, start)) {
      byte[] behind = Keys.behindEntity(after);
      boolean skips = !after.isEmpty() && java.util.Arrays.compareUnsigned(behind, start) > 0;
      boolean here = cursor.seek(skips ? behind : start);
      while (here && ids.size() < limit) {
        String id = Keys.persistenceId(cursor.key());
        ids.add(id);
        here = cursor.seek(Keys.behindEntity(id));
      }
    }
    return ids;
  }

  /** What the keys of one persistence id, and of no other, start with. */
  static byte[] prefix(String persistenceId) {
    byte[] key = Keys.entity(persistenceId, 0);
    return java.util.Arrays.copyOf(key, key.length - Long.BYTES);
  }

  /** Moves the mark up to which events are hidden; never back, and never beyond what is there. */
  private final class Deletion implements Change {
    private final String persistenceId;
    private final long sequenceNumber;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Deletion(String persistenceId, long sequenceNumber) {
      this.persistenceId = persistenceId;
      this.sequenceNumber = sequenceNumber;
    }

    @Override
    public long bytes() {
      return 64;
    }

    @Override
    public void stage(Database database, WriteBatch batch) throws RocksDBException {
      long present =
          Math.max(deletedTo(database, persistenceId), staged.getOrDefault(persistenceId, 0L));
      long wanted = Math.min(sequenceNumber, highest(database, persistenceId));
      if (wanted > present) {
        staged.put(persistenceId, wanted);
        batch.put(
            database.family(Column.META),
            Keys.deleted(persistenceId),
            Frame.end(Frame.begin(10).putNumber(wanted)));
      }
    }

    @Override
    public void committed() {
      staged.remove(persistenceId);
      done.complete(null);
    }

    @Override
    public void failed(StoreException reason) {
      done.completeExceptionally(reason);
    }
  }
}
