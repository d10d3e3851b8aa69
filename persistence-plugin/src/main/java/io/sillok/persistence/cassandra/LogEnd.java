package io.sillok.persistence.cassandra;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Shared;
import io.sillok.persistence.cassandra.LogTable.Stored;
import io.sillok.persistence.cassandra.LogsTable.Progress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The end of one log, which the index may not have yet: in memory once this process has appended to
 * the log, else read when it is asked for.
 */
final class LogEnd {

  /** An owner that writes nothing looks this often whether it was replaced. */
  private static final long TRUST_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long PAGE_BYTES = 4 << 20;

  private final LogId id;
  private final CassandraLog.Parts parts;
  private final LogReader reader;
  private final Tail tail = new Tail();
  private final TailIndexing indexing;
  private final Shared<Void> catchUp = new Shared<>(this::catchUpOnce);
  private final Shared<List<Block>> unindexedBlocks = new Shared<>(this::readUnindexed);

  /** Whether this process has appended, and so keeps the end in memory. */
  private volatile boolean writing;

  /** By which this process took the log over, 0 if it has lost it since or never did. */
  private volatile long ownedEpoch;

  /** When the end in memory was surely the end, by {@link System#nanoTime}. */
  private volatile long confirmedAt;

  /** As it was lately. */
  private volatile @Nullable Progress progress;

  LogEnd(LogId id, CassandraLog.Parts parts, LogReader reader) {
    this.id = id;
    this.parts = parts;
    this.reader = reader;
    indexing =
        new TailIndexing(
            id, tail, parts.index(), parts.logs(), parts.timer(), parts.settings().index());
  }

  /** Whether this process owns the log: its end in memory is the end, or was so a moment ago. */
  boolean isOwned() {
    return ownedEpoch > 0 && isConfirmed();
  }

  /** Whether the end in memory is the end, unless others have written for a moment. */
  boolean isConfirmed() {
    return System.nanoTime() - confirmedAt < TRUST_NANOS;
  }

  /** Whether the log ends at {@code offset}, as far as this process knows. */
  boolean isAt(long offset) {
    return tail.isKnown() && tail.end() == offset;
  }

  /** Where the log ends, after {@link #catchUp}. */
  long offset() {
    return tail.end();
  }

  /** All events before it are in the index. */
  long indexedTo() {
    return tail.indexedTo();
  }

  /** {@link #indexedTo} if this process knows, else 0. */
  long knownIndexedTo() {
    return writing && tail.isKnown() ? tail.indexedTo() : 0;
  }

  /** From now on the end is kept in memory. */
  void beginWriting() {
    writing = true;
  }

  /** Nothing was found behind the end that {@link #isAt} told at {@code since}. */
  void confirm(long since) {
    confirmedAt = since;
  }

  /** Completes when the index is not too far behind for a further block. */
  CompletionStage<Void> room() {
    return indexing.room();
  }

  /** Takes in what became of an append at the end. */
  void add(Block block, AppendResult result) {
    switch (result) {
      case AppendResult.Appended() -> {
        tail.add(block);
        if (block.kind() == Block.Kind.TAKEOVER) {
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
  }

  /** Sees to it that all that was appended before this call is in memory. */
  CompletionStage<Void> catchUp() {
    return catchUp.run();
  }

  /** Reads on from the end in memory while it looks whether that is still worth something. */
  private CompletionStage<Void> catchUpOnce() {
    long since = System.nanoTime();
    boolean known = tail.isKnown();
    long end = tail.end();
    CompletionStage<List<Stored>> behind =
        known ? reader.readAll(end, PAGE_BYTES) : Stages.now(List.of());
    return parts
        .logs()
        .find(id)
        .thenCompose(found -> found.listed() ? Stages.now(found) : create(found))
        .thenCompose(found -> {
          long from = beginAt(found);
          tail.begin(from);
          return known && from == end ? behind : reader.readAll(from, PAGE_BYTES);
        })
        .thenCompose(this::addPage)
        .thenAccept(done -> confirmedAt = since);
  }

  private CompletionStage<Progress> create(Progress none) {
    return parts.logs().create(id).thenApply(created -> none);
  }

  /** Where to read on: others may have indexed, and dropped, what stands in memory and more. */
  private long beginAt(Progress found) {
    tail.indexed(found.unindexed());
    if (!tail.isEmpty() || (tail.isKnown() && tail.end() >= found.unindexed())) {
      return tail.end();
    }
    ownedEpoch = 0;
    return found.unindexed();
  }

  /** By page, so that what others have indexed meanwhile does not fill the memory. */
  private CompletionStage<Void> addPage(List<Stored> blocks) {
    for (Stored stored : blocks) {
      tail.add(stored.block());
      tail.indexed(stored.indexedTo());
      if (stored.block().epoch() > ownedEpoch) {
        ownedEpoch = 0;
      }
    }
    indexing.look();
    if (!blocks.isEmpty() && tail.end() < blocks.getLast().block().nextOffset()) {
      return catchUpOnce(); // an append has moved the tail, so that these do not follow it
    }
    long bytes = blocks.stream().mapToLong(Stored::bytes).sum();
    return bytes < PAGE_BYTES
        ? Stages.done()
        : reader.readAll(tail.end(), PAGE_BYTES).thenCompose(this::addPage);
  }

  /** The events of {@code persistenceId} that the index may lack, ascending. */
  CompletionStage<List<IndexedEvent>> unindexed(String persistenceId) {
    if (!writing) {
      return unindexedBlocks.run().thenApply(blocks -> of(persistenceId, blocks));
    }
    return currentTail().thenApply(there -> tail.of(persistenceId));
  }

  /** The persistence ids that the index may lack. */
  CompletionStage<List<String>> unindexedIds() {
    if (!writing) {
      return unindexedBlocks.run().thenApply(LogEnd::newIds);
    }
    return currentTail().thenApply(there -> tail.newIds());
  }

  private CompletionStage<Void> currentTail() {
    return isOwned() && tail.isKnown() ? Stages.done() : catchUp();
  }

  /** Reads from where the index was before, while it looks where the index is now. */
  private CompletionStage<List<Block>> readUnindexed() {
    Progress before = progress;
    CompletionStage<Progress> now = parts.logs().find(id).thenApply(this::remember);
    if (before == null) {
      return now.thenCompose(found -> readUnindexed(found.unindexed()));
    }
    CompletionStage<List<Block>> blocks = readUnindexed(before.unindexed());
    return now.thenCompose(
        found -> found.first() > before.unindexed() ? readUnindexed(found.unindexed()) : blocks);
  }

  private Progress remember(Progress found) {
    progress = found;
    return found;
  }

  private CompletionStage<List<Block>> readUnindexed(long from) {
    return reader.readAll(from).thenApply(blocks -> blocks.stream().map(Stored::block).toList());
  }

  private static List<IndexedEvent> of(String persistenceId, List<Block> blocks) {
    return blocks.stream()
        .flatMap(block -> block.forIndex().stream())
        .filter(event -> event.event().persistenceId().equals(persistenceId))
        .toList();
  }

  private static List<String> newIds(List<Block> blocks) {
    return blocks.stream()
        .flatMap(block -> block.events().stream())
        .filter(event -> event.previousSequenceNumber() == 0 && event.isIndexed())
        .map(LoggedEvent::persistenceId)
        .toList();
  }

  /** Completes when the index has all that this process has appended. */
  CompletionStage<Void> drain() {
    return writing ? indexing.drain() : Stages.done();
  }
}
