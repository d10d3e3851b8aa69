package io.sillok.persistence.tool;

import static io.sillok.persistence.tool.Stages.await;

import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.SnapshotTable.Criteria;
import io.sillok.persistence.SnapshotTable.Found;
import io.sillok.persistence.SnapshotTable.Snapshot;
import io.sillok.persistence.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Copies what belongs to one entity and does not follow from the blocks of a log: events whose
 * blocks were trimmed, snapshots, and up to where events are hidden.
 */
final class EntityCopy {

  private static final int PAGE = 1000;

  private final LogStore source;
  private final LogStore target;
  private final StoreCopy.Snapshots which;
  private final Map<LogId, Long> starts;

  /**
   * @param starts the first offset of each log of the source
   */
  EntityCopy(LogStore source, LogStore target, StoreCopy.Snapshots which, Map<LogId, Long> starts) {
    this.source = source;
    this.target = target;
    this.which = which;
    this.starts = starts;
  }

  /**
   * Snapshots.
   *
   * @param copied into the target
   * @param unreadable and so left out
   */
  record Count(long copied, long unreadable) {

    static final Count NONE = new Count(0, 0);

    Count plus(Count other) {
      return new Count(copied + other.copied, unreadable + other.unreadable);
    }
  }

  Count copy(String persistenceId) {
    restoreTrimmed(persistenceId);
    long deletedTo = await(source.entities().deletedTo(persistenceId));
    if (deletedTo > 0) {
      await(target.entities().deleteTo(persistenceId, deletedTo));
    }
    return copySnapshots(persistenceId);
  }

  private void restoreTrimmed(String persistenceId) {
    EntityIndex index = source.entities();
    boolean more = restore(from -> await(index.readDeleted(persistenceId, from, PAGE)));
    if (more) {
      restore(from -> await(index.read(persistenceId, from, Long.MAX_VALUE, PAGE)));
    }
  }

  /** Restores page after page; answers whether what follows may have been trimmed, too. */
  private boolean restore(LongFunction<List<IndexedEvent>> pages) {
    List<IndexedEvent> page = pages.apply(0);
    while (!page.isEmpty()) {
      List<IndexedEvent> trimmed = page.stream().filter(this::isTrimmed).toList();
      if (trimmed.isEmpty()) {
        return false;
      }
      await(target.entities().restore(trimmed));
      page = pages.apply(page.getLast().event().sequenceNumber() + 1);
    }
    return true;
  }

  private boolean isTrimmed(IndexedEvent event) {
    return event.offset() < starts.getOrDefault(event.log(), 0L);
  }

  private Count copySnapshots(String persistenceId) {
    Count count = Count.NONE;
    Optional<Found> found = before(persistenceId, Long.MAX_VALUE);
    while (found.isPresent()) {
      count = count.plus(copySnapshot(found.get()));
      boolean enough = count.copied > 0 && which == StoreCopy.Snapshots.LATEST;
      long number = found.get().sequenceNumber();
      found = enough || number == 0 ? Optional.empty() : before(persistenceId, number - 1);
    }
    return count;
  }

  private Count copySnapshot(Found found) {
    return switch (found) {
      case Found.Whole(var snapshot) -> save(snapshot);
      case Found.Damaged ignored -> new Count(0, 1);
    };
  }

  /** Leaves out one that the target cannot take: what it saves, its events have, too. */
  private Count save(Snapshot snapshot) {
    try {
      await(target.snapshots().save(snapshot));
      return new Count(1, 0);
    } catch (StoreException refused) {
      if (!refused.code().equals("snapshot-too-large")) {
        throw refused;
      }
      return new Count(0, 1);
    }
  }

  private Optional<Found> before(String persistenceId, long highest) {
    return await(
        source.snapshots().find(persistenceId, new Criteria(0, highest, Instant.MIN, Instant.MAX)));
  }
}
