package io.sillok.persistence.tool;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.PartitionLog.LogState;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.tool.LogReport.Fault;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * Reads logs from their first block to their last and says what is wrong with them: offsets must be
 * dense, every block whole, append times and epochs must not fall, and each event must name its
 * entity's event before it. Holds one number for each entity of a log in memory, and one page.
 */
public final class LogVerifier {

  private static final Set<String> DAMAGE = Set.of("store-corrupt", "store-format");

  private final LogStore store;

  public LogVerifier(LogStore store) {
    this.store = store;
  }

  /**
   * Looks through {@code id} until its head or the first fault.
   *
   * @throws StoreException when the store cannot be reached
   */
  public LogReport verify(LogId id) {
    PartitionLog log = store.log(id);
    LogWalk walk = new LogWalk(id, 0);
    try {
      Optional<LogState> state = Stages.await(log.state());
      if (state.isEmpty()) {
        return walk.report(Optional.empty());
      }
      walk = new LogWalk(id, state.get().firstOffset());
      return walk.report(walk(log, walk, state.get().head()));
    } catch (StoreException failure) {
      requireDamage(failure);
      return walk.report(Optional.of(new Fault(walk.next(), String.valueOf(failure.getMessage()))));
    }
  }

  private static Optional<Fault> walk(PartitionLog log, LogWalk walk, long head) {
    Optional<Fault> fault;
    try {
      fault = follow(new LogBlocks(log, walk.next()), walk, head);
    } catch (StoreException failure) {
      requireDamage(failure);
      // A page tells of the damage in it before it gives the sound blocks.
      fault = follow(LogBlocks.oneByOne(log, walk.next()), walk, head);
    }
    return fault.or(() -> beforeHead(walk, head));
  }

  private static Optional<Fault> follow(Iterator<Block> blocks, LogWalk walk, long head) {
    while (walk.next() < head && blocks.hasNext()) {
      Optional<Fault> fault = walk.follow(blocks.next());
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static Optional<Fault> beforeHead(LogWalk walk, long head) {
    return walk.next() >= head
        ? Optional.empty()
        : Optional.of(new Fault(walk.next(), "no block, but the head is at %d".formatted(head)));
  }

  private static void requireDamage(StoreException failure) {
    if (!DAMAGE.contains(failure.code())) {
      throw failure;
    }
  }
}
