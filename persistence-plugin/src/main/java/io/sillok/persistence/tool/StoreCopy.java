package io.sillok.persistence.tool;

import static io.sillok.persistence.tool.Stages.await;

import io.sillok.persistence.Facts;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog.LogState;
import io.sillok.persistence.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies a store that nobody writes into another of any kind, and compares the two. After a break
 * it goes on where it was: what stands in the target already and is the same is left alone,
 * anything else there ends the copy. Logs are copied beside each other, the blocks of a log one
 * after the other.
 */
public final class StoreCopy {

  private final LogStore source;
  private final LogStore target;
  private final Progress progress;

  public StoreCopy(LogStore source, LogStore target, Progress progress) {
    this.source = source;
    this.target = target;
    this.progress = progress;
  }

  /** Which snapshots to copy. */
  public enum Snapshots {
    /** The latest readable one of each entity. */
    LATEST,
    /** All that are readable. */
    ALL
  }

  /** Hears how far a copy is; called by several threads. */
  public interface Progress {
    /** {@code log} is there up to {@code offset}, of {@code head}. */
    void copied(LogId log, long offset, long head);

    /** {@code log} is the same in both. */
    void compared(LogId log);
  }

  /**
   * Copies everything.
   *
   * @throws StoreException {@code copy-partitions}, {@code copy-foreign}, {@code copy-index} or
   *     {@code copy-unequal}; or what either store fails with
   */
  public CopyReport run(Snapshots which) {
    List<LogId> logs = await(source.logs());
    refuseForeign(logs);
    copyFacts();
    try (Parallel parallel = new Parallel()) {
      LogCopy.Count blocks =
          parallel
              .each(logs, log -> new LogCopy(source.log(log), target.log(log), progress).run())
              .stream()
              .reduce(LogCopy.Count.NONE, LogCopy.Count::plus);
      parallel.each(logs, log -> IndexWait.on(target.log(log)));
      EntityCopy.Count snapshots = copyEntities(parallel, which, starts(logs));
      CopyComparison comparison = new CopyComparison(source, target, parallel);
      comparison.compareLogs(logs, progress);
      long entities = comparison.compareEntities();
      return new CopyReport(
          logs.size(),
          blocks.copied(),
          blocks.skipped(),
          blocks.events(),
          entities,
          snapshots.copied(),
          snapshots.unreadable(),
          comparison.compareFacts());
    }
  }

  private EntityCopy.Count copyEntities(
      Parallel parallel, Snapshots which, Map<LogId, Long> starts) {
    EntityCopy copy = new EntityCopy(source, target, which, starts);
    List<EntityCopy.Count> counts = new ArrayList<>();
    EntityPages.forEach(
        source,
        page ->
            counts.add(
                parallel.each(page, copy::copy).stream()
                    .reduce(EntityCopy.Count.NONE, EntityCopy.Count::plus)));
    return counts.stream().reduce(EntityCopy.Count.NONE, EntityCopy.Count::plus);
  }

  private void refuseForeign(List<LogId> logs) {
    if (source.partitions() != target.partitions()) {
      throw CopyFaults.partitions(source.partitions(), target.partitions());
    }
    for (LogId log : await(target.logs())) {
      if (!logs.contains(log)) {
        throw CopyFaults.foreign("log " + log);
      }
    }
    Map<String, String> facts = await(source.facts().withPrefix(""));
    await(target.facts().withPrefix(""))
        .forEach((key, value) -> {
          if (!value.equals(facts.get(key))) {
            throw CopyFaults.foreign("the fact %s = %s".formatted(key, value));
          }
        });
  }

  private void copyFacts() {
    Facts facts = target.facts();
    await(source.facts().withPrefix(""))
        .forEach((key, value) -> await(facts.putIfAbsent(key, value)));
  }

  private Map<LogId, Long> starts(List<LogId> logs) {
    Map<LogId, Long> starts = new HashMap<>();
    for (LogId log : logs) {
      Optional<LogState> state = await(source.log(log).state());
      state.ifPresent(present -> starts.put(log, present.firstOffset()));
    }
    return starts;
  }
}
