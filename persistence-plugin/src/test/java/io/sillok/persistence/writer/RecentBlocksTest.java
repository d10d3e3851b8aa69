package io.sillok.persistence.writer;

import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecentBlocksTest {

  private static final LogId LOG = new LogId("cart", 0);
  private static final int LOGS = 3;
  private static final int LIMIT = 20_000;

  /** The next block of a log: by this process, which hears of it, or by another. */
  record Append(int log, int events, boolean here) {}

  @Property(tries = 300)
  void whatever_is_answered_is_a_slice_of_the_log_and_the_room_is_bounded(
      @ForAll("appends") List<Append> appends) {
    RecentBlocks recent = new RecentBlocks(LIMIT);
    List<List<Block>> logs = new ArrayList<>();
    for (int log = 0; log < LOGS; log++) {
      logs.add(new ArrayList<>());
    }
    for (Append append : appends) {
      List<Block> log = logs.get(append.log());
      long head = log.isEmpty() ? 0 : log.getLast().nextOffset();
      Block block = next(new LogId("cart", append.log()), head, append.events());
      log.add(block);
      if (append.here()) {
        recent.appended(block);
        assertThat(recent.read(block.log(), block.firstOffset(), 1)).containsExactly(block);
      }
      assertThat(recent.held()).isLessThanOrEqualTo(LIMIT);
      checkSlices(recent, log);
    }
  }

  @Provide
  static Arbitrary<List<Append>> appends() {
    return Combinators.combine(
            Arbitraries.integers().between(0, LOGS - 1),
            Arbitraries.integers().between(0, 8),
            Arbitraries.integers().between(0, 9).map(dice -> dice > 0))
        .as(Append::new)
        .list()
        .ofMaxSize(60);
  }

  private static void checkSlices(RecentBlocks recent, List<Block> log) {
    LogId id = log.getFirst().log();
    long head = log.getLast().nextOffset();
    for (long offset = 0; offset <= head + 1; offset++) {
      for (int maxBytes : new int[] {1, 3_000, Integer.MAX_VALUE}) {
        List<Block> read = recent.read(id, offset, maxBytes);
        if (!read.isEmpty()) {
          assertThat(read).isEqualTo(slice(log, offset, read.size()));
          long before =
              read.subList(0, read.size() - 1).stream().mapToLong(RecentBlocks::size).sum();
          assertThat(before).isLessThan(maxBytes);
        }
      }
    }
    assertThat(recent.read(id, head, Integer.MAX_VALUE)).isEmpty();
  }

  private static List<Block> slice(List<Block> log, long offset, int count) {
    int holder = 0;
    while (log.get(holder).nextOffset() <= offset) {
      holder++;
    }
    return log.subList(holder, holder + count);
  }

  @Test
  void the_whole_run_is_read_while_there_is_room() {
    RecentBlocks recent = new RecentBlocks(1 << 20);
    List<Block> log = append(recent, LOG, 0, 100);
    for (Block block : log) {
      assertThat(recent.read(LOG, block.firstOffset() + 1, Integer.MAX_VALUE))
          .isEqualTo(log.subList(log.indexOf(block), log.size()));
    }
  }

  @Test
  void of_all_logs_the_oldest_blocks_go_first() {
    RecentBlocks recent = new RecentBlocks(LIMIT);
    LogId quiet = new LogId("quiet", 0);
    List<Block> kept = append(recent, quiet, 0, 2);
    int logs = 0;
    while (!recent.read(quiet, 0, 1).isEmpty()) {
      append(recent, new LogId("busy", logs++), 0, 3);
    }
    assertThat(logs).isGreaterThan(3);
    assertThat(recent.read(quiet, kept.getLast().firstOffset(), 1).size()).isLessThanOrEqualTo(1);
    assertThat(recent.read(new LogId("busy", logs - 1), 0, Integer.MAX_VALUE)).hasSize(3);
  }

  @Test
  void a_block_larger_than_the_share_of_a_log_is_left_to_the_store() {
    RecentBlocks recent = new RecentBlocks(LIMIT);
    List<Block> before = append(recent, LOG, 0, 2);
    Block large = next(LOG, before.getLast().nextOffset(), 100);
    recent.appended(large);
    assertThat(recent.read(LOG, large.firstOffset(), 1)).isEmpty();
    List<Block> behind = append(recent, LOG, large.nextOffset(), 1);
    assertThat(recent.read(LOG, large.nextOffset(), 1)).isEqualTo(behind);
    assertThat(recent.read(LOG, 0, 1)).isEmpty();
  }

  @Test
  void many_threads_append_and_read_within_the_room() throws Exception {
    int threads = 4;
    RecentBlocks recent = new RecentBlocks(LIMIT);
    CountDownLatch ended = new CountDownLatch(threads);
    List<Throwable> failures = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        LogId log = new LogId("cart", thread);
        pool.execute(() -> {
          try {
            for (int round = 0; round < 200; round++) {
              List<Block> blocks = append(recent, log, round * 15L, 5);
              List<Block> read = recent.read(log, blocks.getFirst().firstOffset(), 1 << 20);
              assertThat(read).isIn(blocks, List.of());
            }
          } catch (Throwable e) {
            synchronized (failures) {
              failures.add(e);
            }
          } finally {
            ended.countDown();
          }
        });
      }
      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(failures).isEmpty();
    append(recent, LOG, 1 << 20, 1);
    assertThat(recent.held()).isBetween(1L, (long) LIMIT);
  }

  /** Appends {@code count} blocks of three events. */
  private static List<Block> append(RecentBlocks recent, LogId log, long offset, int count) {
    List<Block> blocks = new ArrayList<>();
    long head = offset;
    for (int index = 0; index < count; index++) {
      Block block = next(log, head, 3);
      blocks.add(block);
      recent.appended(block);
      head = block.nextOffset();
    }
    return blocks;
  }

  private static Block next(LogId log, long offset, int events) {
    LoggedEvent[] all = new LoggedEvent[events];
    for (int index = 0; index < events; index++) {
      all[index] = event("cart|1", offset + index + 1);
    }
    return block(log, offset, all);
  }
}
