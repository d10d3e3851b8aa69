package io.sillok.persistence.cassandra;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.cassandra.LogTable.Stored;
import io.sillok.persistence.cassandra.LogsTable.Progress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One log in Cassandra. */
final class CassandraLog implements PartitionLog {

  private final LogId id;
  private final Parts parts;
  private final LogReader reader;
  private final Retention retention;
  private final LogEnd end;

  /** Where the last read ended: a block begins there, or the log ends. */
  private volatile long lastReadTo = -1;

  /** Whether the last read found nothing, so that the next is likely to be at the end, too. */
  private volatile boolean nothingWasThere;

  CassandraLog(LogId id, Parts parts) {
    this.id = id;
    this.parts = parts;
    reader = new LogReader(id, parts.table(), parts.logs());
    retention = new Retention(id, reader, parts.table(), parts.logs());
    end = new LogEnd(id, parts, reader);
  }

  /** What all logs of a store share. */
  record Parts(
      CassandraSettings settings,
      Cql cql,
      Timer timer,
      LogTable table,
      LogsTable logs,
      IndexWriter index) {}

  @Override
  public LogId id() {
    return id;
  }

  /** What the index may lack. */
  LogEnd end() {
    return end;
  }

  @Override
  public CompletionStage<AppendResult> append(Block block) {
    if (!block.log().equals(id)) {
      throw new IllegalArgumentException(
          "A block of log %s cannot be appended to log %s".formatted(block.log(), id));
    }
    end.beginWriting();
    if (end.isAt(block.firstOffset())) {
      return appendAtHead(block);
    }
    return end.catchUp().thenCompose(there -> place(block));
  }

  private CompletionStage<AppendResult> place(Block block) {
    long head = end.offset();
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
    return end.room()
        .thenCompose(room ->
            DefiniteAppend.of(
                parts.cql(), parts.timer(), block, parts.table().insert(block, end.indexedTo())))
        .thenCompose(result -> end.isConfirmed() ? Stages.now(result) : checked(block, result))
        .thenApply(result -> {
          end.add(block, result);
          return result;
        });
  }

  /**
   * A process that slept for long may have written where retention has dropped everything
   * meanwhile; nobody will ever read that.
   */
  private CompletionStage<AppendResult> checked(Block block, AppendResult result) {
    return parts
        .logs()
        .find(id)
        .thenApply(progress -> {
          if (block.firstOffset() < progress.first()) {
            throw trimmed(block.firstOffset());
          }
          return result;
        });
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
  public CompletionStage<Long> head(long known) {
    return reader.end(known);
  }

  @Override
  public CompletionStage<Optional<Block>> lastWithEvents() {
    return parts
        .logs()
        .find(id)
        .thenCompose(reader::lastWithEvents)
        .thenApply(last -> last.map(Stored::block));
  }

  @Override
  public CompletionStage<List<Block>> read(long offset, int maxBytes) {
    long since = System.nanoTime();
    boolean atEnd = end.isAt(offset);
    boolean boundary = offset == lastReadTo;
    CompletionStage<List<Stored>> found =
        atEnd || (boundary && nothingWasThere)
            ? reader.readBehindEnd(offset, maxBytes)
            : reader.read(offset, maxBytes, boundary);
    return found.thenApply(blocks -> {
      nothingWasThere = blocks.isEmpty();
      if (!blocks.isEmpty()) {
        lastReadTo = blocks.getLast().block().nextOffset();
      } else if (atEnd) {
        end.confirm(since);
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
    return new LogState(
        id,
        progress.first(),
        last.block().nextOffset(),
        last.block().epoch(),
        last.block().writer(),
        last.block().appendedAt(),
        Math.max(Math.max(progress.unindexed(), last.indexedTo()), end.knownIndexedTo()));
  }

  @Override
  public CompletionStage<Long> trim(long offset) {
    return end.drain().thenCompose(indexed -> retention.trim(offset));
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
}
