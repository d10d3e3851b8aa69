package io.sillok.persistence.writer;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.codec.BlockCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that this process has appended last, or that several have asked for, so that whoever
 * follows a log need not ask the store for them. Of each log a gapless run up to the last that came
 * here; what another process has appended behind it is not known. When the room is used up, the
 * oldest blocks go. Thread-safe.
 */
final class RecentBlocks {

  /** Of the whole room, what one log may take. */
  private static final int SHARE_OF_A_LOG = 4;

  /** Of the whole room, what is made free at once. */
  private static final int SHARE_FREED = 8;

  private static final int OVERHEAD_OF_BLOCK = 256;

  /** Objects and strings around an event's bytes. */
  private static final int OVERHEAD_OF_EVENT = 200;

  private final long limit;
  private final AtomicLong held = new AtomicLong();
  private final Map<LogId, Run> runs = new ConcurrentHashMap<>();
  private final ReentrantLock freeing = new ReentrantLock();

  /**
   * @param limit bytes in all, estimated; 0 keeps nothing
   */
  RecentBlocks(long limit) {
    this.limit = limit;
  }

  /** {@code block} is durable, and likely to be asked for. */
  void appended(Block block) {
    Kept kept = new Kept(block, size(block), System.nanoTime());
    if (kept.bytes() <= limit / SHARE_OF_A_LOG) {
      runs.computeIfAbsent(block.log(), log -> new Run()).add(kept);
      makeRoom();
    }
  }

  /**
   * The blocks of {@code log} from the one that holds {@code offset}, oldest first; none when that
   * block is not here, or not yet.
   *
   * @param maxBytes stops after the block that reaches it
   */
  List<Block> read(LogId log, long offset, int maxBytes) {
    Run run = runs.get(log);
    return run == null ? List.of() : run.read(offset, maxBytes);
  }

  /** What is kept, in bytes. */
  long held() {
    return held.get();
  }

  static long size(Block block) {
    long bytes = OVERHEAD_OF_BLOCK;
    for (LoggedEvent event : block.events()) {
      bytes += BlockCodec.estimate(event) + OVERHEAD_OF_EVENT;
    }
    return bytes;
  }

  private void makeRoom() {
    if (held.get() > limit && freeing.tryLock()) {
      try {
        free(limit - limit / SHARE_FREED);
      } finally {
        freeing.unlock();
      }
    }
  }

  /** Drops the oldest blocks of all logs until at most {@code wanted} bytes are held. */
  private void free(long wanted) {
    PriorityQueue<Oldest> byAge = new PriorityQueue<>(Comparator.comparingLong(Oldest::since));
    runs.values().forEach(run -> offer(byAge, run));
    for (Oldest oldest = byAge.poll();
        oldest != null && held.get() > wanted;
        oldest = byAge.poll()) {
      oldest.run().dropFirst();
      offer(byAge, oldest.run());
    }
  }

  private static void offer(PriorityQueue<Oldest> byAge, Run run) {
    Kept first = run.first();
    if (first != null) {
      byAge.add(new Oldest(run, first.since()));
    }
  }

  private record Kept(Block block, long bytes, long since) {}

  private record Oldest(Run run, long since) {}

  /** Of one log. */
  private final class Run {
    private final TreeMap<Long, Kept> blocks = new TreeMap<>();
    private long bytes;

    synchronized void add(Kept kept) {
      long firstOffset = kept.block().firstOffset();
      if (!blocks.isEmpty()) {
        long head = blocks.lastEntry().getValue().block().nextOffset();
        if (firstOffset < head) {
          return;
        }
        if (firstOffset > head) {
          clear();
        }
      }
      blocks.put(firstOffset, kept);
      count(kept.bytes());
      while (bytes > limit / SHARE_OF_A_LOG) {
        dropFirst();
      }
    }

    synchronized List<Block> read(long offset, int maxBytes) {
      Map.Entry<Long, Kept> holder = blocks.floorEntry(offset);
      if (holder == null || holder.getValue().block().nextOffset() <= offset) {
        return List.of();
      }
      List<Block> read = new ArrayList<>();
      long size = 0;
      for (Kept kept : blocks.tailMap(holder.getKey()).values()) {
        read.add(kept.block());
        size += kept.bytes();
        if (size >= maxBytes) {
          break;
        }
      }
      return read;
    }

    synchronized @Nullable Kept first() {
      return blocks.isEmpty() ? null : blocks.firstEntry().getValue();
    }

    synchronized void dropFirst() {
      Map.Entry<Long, Kept> first = blocks.pollFirstEntry();
      if (first != null) {
        count(-first.getValue().bytes());
      }
    }

    private void clear() {
      count(-bytes);
      blocks.clear();
    }

    private void count(long change) {
      bytes += change;
      held.addAndGet(change);
    }
  }
}
