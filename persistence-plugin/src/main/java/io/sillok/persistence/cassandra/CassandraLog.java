package io.sillok.persistence.cassandra;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.cassandra.LogTable.Stored;
import io.sillok.persistence.cassandra.LogsTable.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One log in Cassandra, and its end in memory once this process has written to it. */
final class CassandraLog implements PartitionLog {

  /** An owner that writes nothing looks this often whether it was replaced. */
  private static final long TRUST_NANOS = Duration.ofSeconds(1).toNanos();

  private final LogId id;
  private final Parts parts;
  private final LogReader reader;
  private final Retention retention;
  private final Tail tail = new Tail();
  private final TailIndexing indexing;
  private CompletableFuture<Void> catchingUp = CompletableFuture.completedFuture(null);

  /** Whether this process has appended, and so keeps the end of the log in memory. */
  private volatile boolean writing;

  /** By which this process took the log over, 0 if it has lost it since or never did. */
  private volatile long ownedEpoch;

  /** When the end in memory was surely the end, by {@link System#nanoTime}. */
  private volatile long confirmedAt;

  /** Where the last read ended: a block begins there, or the log ends. */
  private volatile long lastReadTo = -1;

  CassandraLog(LogId id, Parts parts) {
    this.id = id;
    this.parts = parts;
    reader = new LogReader(id, parts.table(), parts.logs());
    retention = new Retention(id, reader, parts.table(), parts.logs());
    indexing =
        new TailIndexing(
            id,
            tail,
            parts.index(),
            parts.logs(),
            parts.timer(),
            parts.settings().index(),
            block -> block.events().forEach(e -> parts.heads().forget(e.persistenceId())));
  }

  /** What all logs of a store share. */
  record Parts(
      CassandraSettings settings,
      Cql cql,
      Timer timer,
      LogTable table,
      LogsTable logs,
      IndexWriter index,
      EntityHeads heads) {}

  @Override
  public LogId id() {
    return id;
  }

  /** Whether this process owns the log: its end in memory is the end, or was so a moment ago. */
  boolean isOwned() {
    return ownedEpoch > 0 && System.nanoTime() - confirmedAt < TRUST_NANOS;
  }

  @Override
  public CompletionStage<AppendResult> append(Block block) {
    if (!block.log().equals(id)) {
      throw new IllegalArgumentException(
          "A block of log %s cannot be appended to log %s".formatted(block.log(), id));
    }
    writing = true;
    if (tail.isKnown() && tail.end() == block.firstOffset()) {
      return appendAtHead(block);
    }
    return catchUp().thenCompose(there -> place(block));
  }

  private CompletionStage<AppendResult> place(Block block) {
    long head = tail.end();
    if (block.firstOffset() == head) {
      return appendAtHead(block);
    }
    if (block.firstOffset() > head) {
      throw new StoreException(
          "log-gap",
          "A block at offset %d of log %s would leave a gap behind its head at %d; read the head again"
              .formatted(block.firstOffset(), id, head),
          null);
    }
    return reader
        .holder(block.firstOffset(), 0)
        .thenApply(holder ->
            new AppendResult.Occupied(
                holder.orElseThrow(() -> trimmed(block.firstOffset())).block()));
  }

  private StoreException trimmed(long offset) {
    return new StoreException(
        "log-trimmed",
        "Offset %d of log %s was dropped by retention; read the head again".formatted(offset, id),
        null);
  }

  private CompletionStage<AppendResult> appendAtHead(Block block) {
    return indexing
        .room()
        .thenCompose(room ->
            DefiniteAppend.of(
                parts.cql(), parts.timer(), block, parts.table().insert(block, tail.indexedTo())))
        .thenApply(result -> appended(block, result));
  }

  private AppendResult appended(Block block, AppendResult result) {
    switch (result) {
      case AppendResult.Appended() -> {
        tail.add(block);
        if (block.kind() == Block.Kind.TAKEOVER) {
          parts.heads().forget(id);
          ownedEpoch = block.epoch();
        }
        confirmedAt = System.nanoTime();
      }
      case AppendResult.Occupied(Block by) -> {
        tail.add(by);
        ownedEpoch = 0;
      }
    }
    indexing.look();
    return result;
  }

  /** Sees to it that the tail holds all that was appended before this call. */
  private synchronized CompletionStage<Void> catchUp() {
    catchingUp =
        catchingUp
            .exceptionally(earlier -> null)
            .thenCompose(earlier -> catchUpOnce())
            .toCompletableFuture();
    return catchingUp;
  }

  private CompletionStage<Void> catchUpOnce() {
    long since = System.nanoTime();
    boolean follows = tail.isKnown() && (ownedEpoch > 0 || !tail.isEmpty());
    CompletionStage<Void> caughtUp =
        follows ? reader.readAll(tail.end()).thenCompose(this::addAll) : load();
    return caughtUp.thenAccept(done -> confirmedAt = since);
  }

  /** Begins behind what is indexed, whoever indexed it. */
  private CompletionStage<Void> load() {
    return parts
        .logs()
        .find(id)
        .thenCompose(progress ->
            progress.listed() ? load(Math.max(progress.unindexed(), tail.end())) : begin(progress));
  }

  private CompletionStage<Void> begin(Progress progress) {
    return parts.logs().create(id).thenCompose(created -> load(progress.first()));
  }

  private CompletionStage<Void> load(long from) {
    return reader
        .readAll(from)
        .thenCompose(blocks -> {
          tail.begin(from);
          return addAll(blocks);
        });
  }

  /** An append may have moved the tail meanwhile, so that what was read does not follow it. */
  private CompletionStage<Void> addAll(List<Stored> blocks) {
    for (Stored stored : blocks) {
      tail.add(stored.block());
      tail.indexed(stored.indexedTo());
      if (stored.block().epoch() > ownedEpoch) {
        ownedEpoch = 0;
      }
    }
    indexing.look();
    boolean follows = blocks.isEmpty() || tail.end() >= blocks.getLast().block().nextOffset();
    return follows ? Stages.done() : catchUpOnce();
  }

  @Override
  public CompletionStage<Optional<Block>> last() {
    return parts
        .logs()
        .find(id)
        .thenCompose(reader::last)
        .thenApply(last -> last.map(Stored::block));
  }

  @Override
  public CompletionStage<List<Block>> read(long offset, int maxBytes) {
    long since = System.nanoTime();
    boolean atEnd = tail.isKnown() && offset == tail.end();
    return reader
        .read(offset, maxBytes, offset == lastReadTo || atEnd)
        .thenApply(blocks -> {
          if (!blocks.isEmpty()) {
            lastReadTo = blocks.getLast().block().nextOffset();
          } else if (atEnd) {
            confirmedAt = since;
          }
          return blocks.stream().map(Stored::block).toList();
        });
  }

  @Override
  public CompletionStage<Optional<LogState>> state() {
    return parts
        .logs()
        .find(id)
        .thenCompose(progress ->
            reader.last(progress).thenApply(last -> last.map(found -> state(progress, found))));
  }

  private LogState state(Progress progress, Stored last) {
    long indexedTo = Math.max(progress.unindexed(), last.indexedTo());
    return new LogState(
        id,
        progress.first(),
        last.block().nextOffset(),
        last.block().epoch(),
        last.block().writer(),
        last.block().appendedAt(),
        writing && tail.isKnown() ? Math.max(indexedTo, tail.indexedTo()) : indexedTo);
  }

  @Override
  public CompletionStage<Long> trim(long offset) {
    return drain().thenCompose(indexed -> retention.trim(offset));
  }

  @Override
  public CompletionStage<Void> startAt(long offset) {
    return last()
        .thenCompose(last -> {
          if (last.isPresent()) {
            throw new StoreException(
                "log-not-empty",
                "Log %s holds blocks up to offset %d and cannot begin elsewhere; begin with an empty store"
                    .formatted(id, last.get().nextOffset()),
                null);
          }
          return parts.logs().startsAt(id, offset);
        });
  }

  /** The events of {@code persistenceId} that the index may lack, ascending. */
  CompletionStage<List<IndexedEvent>> unindexed(String persistenceId) {
    if (!writing) {
      return unindexedBlocks().thenApply(blocks -> of(persistenceId, blocks));
    }
    return currentTail().thenApply(there -> tail.of(persistenceId));
  }

  /** The persistence ids that the index may lack. */
  CompletionStage<List<String>> unindexedIds() {
    if (!writing) {
      return unindexedBlocks().thenApply(CassandraLog::newIds);
    }
    return currentTail().thenApply(there -> tail.newIds());
  }

  private CompletionStage<Void> currentTail() {
    return isOwned() && tail.isKnown() ? Stages.done() : catchUp();
  }

  private CompletionStage<List<Block>> unindexedBlocks() {
    return parts
        .logs()
        .find(id)
        .thenCompose(progress -> reader.readAll(progress.unindexed()))
        .thenApply(blocks -> blocks.stream().map(Stored::block).toList());
  }

  private static List<IndexedEvent> of(String persistenceId, List<Block> blocks) {
    return blocks.stream()
        .flatMap(block -> block.indexed().stream())
        .filter(event -> event.event().persistenceId().equals(persistenceId))
        .toList();
  }

  private static List<String> newIds(List<Block> blocks) {
    return blocks.stream()
        .flatMap(block -> block.events().stream())
        .filter(event -> event.previousSequenceNumber() == 0)
        .map(LoggedEvent::persistenceId)
        .toList();
  }

  /** Completes when the index has all that this process has appended. */
  CompletionStage<Void> drain() {
    return writing ? indexing.drain() : Stages.done();
  }
}
