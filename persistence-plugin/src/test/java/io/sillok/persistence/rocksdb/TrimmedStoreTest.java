package io.sillok.persistence.rocksdb;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that begins later than at 0 is checked as strictly as any other. */
class TrimmedStoreTest {

  private static final LogId LOG = new LogId("cart", 0);
  private static final int EVENTS = 4096;
  private static final int BLOCKS = 24; // three buckets

  @TempDir Path directory;

  @Test
  void a_trimmed_store_opens_and_one_that_misses_a_block_behind_its_start_does_not() {
    long start = fillAndTrim();
    try (LogStore store = Stores.open(directory)) {
      assertThat(await(store.log(LOG).read(0, Integer.MAX_VALUE))).hasSize(8);
    }
    StoreSurgery.removeBlock(directory, LOG, start + EVENTS);
    assertRefused("Log cart/0 has no block at offset " + (start + EVENTS));
  }

  @Test
  void a_trimmed_store_that_misses_its_first_block_is_refused() {
    long start = fillAndTrim();
    StoreSurgery.removeBlock(directory, LOG, start);
    assertRefused("Log cart/0 has no block at offset " + start);
  }

  @Test
  void readers_and_appends_go_on_while_a_log_is_trimmed() {
    try (LogStore store = Stores.open(directory)) {
      List<CompletableFuture<?>> trims = new ArrayList<>();
      for (int index = 0; index < BLOCKS; index++) {
        await(store.log(LOG).append(events(index)));
        trims.add(store.log(LOG).trim(index * (long) EVENTS).toCompletableFuture());
        List<Block> held = await(store.log(LOG).read(0, Integer.MAX_VALUE));
        assertThat(held.getLast().firstOffset()).isEqualTo(index * (long) EVENTS);
        assertThat(held.getFirst().firstOffset() % PartitionLog.BUCKET_OFFSETS).isZero();
      }
      trims.forEach(CompletableFuture::join);
      assertThat(await(store.log(LOG).trim(0))).isEqualTo(2 * PartitionLog.BUCKET_OFFSETS);
    }
  }

  @Test
  void a_block_where_everything_was_dropped_is_refused() {
    fillAndTrim();
    try (LogStore store = Stores.open(directory)) {
      assertThatThrownBy(() -> await(store.log(LOG).append(block(LOG, 0, event("cart|1", 1)))))
          .isInstanceOfSatisfying(
              StoreException.class, refused -> assertThat(refused.code()).isEqualTo("log-trimmed"))
          .hasMessageContaining("Offset 0 of log cart/0 was dropped by retention");
      await(store.log(LOG).append(events(BLOCKS)));
    }
  }

  private long fillAndTrim() {
    try (LogStore store = Stores.open(directory)) {
      for (int index = 0; index < BLOCKS; index++) {
        await(store.log(LOG).append(events(index)));
      }
      long start = await(store.log(LOG).trim(Long.MAX_VALUE));
      assertThat(start).isEqualTo(2 * PartitionLog.BUCKET_OFFSETS);
      return start;
    }
  }

  private static Block events(int index) {
    LoggedEvent[] events = new LoggedEvent[EVENTS];
    for (int number = 0; number < EVENTS; number++) {
      events[number] = event("cart|1", index * (long) EVENTS + number + 1);
    }
    return block(LOG, index * (long) EVENTS, events);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> Stores.open(directory).close())
        .isInstanceOfSatisfying(
            StoreException.class, refused -> assertThat(refused.code()).isEqualTo("store-corrupt"))
        .hasMessageContaining(message);
  }
}
