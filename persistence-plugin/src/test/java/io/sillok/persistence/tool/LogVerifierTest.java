package io.sillok.persistence.tool;

import static io.sillok.persistence.contract.Samples.TIME;
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
import io.sillok.persistence.codec.BlockCodec;
import io.sillok.persistence.rocksdb.StoreSurgery;
import io.sillok.persistence.tool.LogReport.Fault;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The open check of these stores looks at the last block of each log only. */
class LogVerifierTest {

  private static final LogId LOG = new LogId("cart", 1);

  @TempDir Path directory;

  @Test
  void a_sound_log_is_counted_to_its_head() {
    try (LogStore store = Filling.open(directory)) {
      Filling.fill(store, 40, 25);
      List<LogReport> reports =
          await(store.logs()).stream().map(new LogVerifier(store)::verify).toList();
      assertThat(reports)
          .hasSize(Filling.PARTITIONS)
          .allSatisfy(report -> {
            assertThat(report.fault()).isEmpty();
            assertThat(report.firstOffset()).isZero();
            assertThat(report.blocks()).isEqualTo(26);
            assertThat(report.events()).isEqualTo(report.entities() * 25);
            assertThat(report.head()).isEqualTo(report.events() + 1);
          });
      assertThat(reports.stream().mapToLong(LogReport::entities).sum()).isEqualTo(40);
      assertThat(new LogVerifier(store).verify(new LogId("none", 0)).blocks()).isZero();
    }
  }

  @Test
  void a_flipped_byte_is_found_where_the_open_check_does_not_look() {
    Block flipped = fill(10).get(5);
    byte[] bytes = BlockCodec.encode(flipped);
    bytes[bytes.length / 2] ^= (byte) 4;
    StoreSurgery.replaceBytes(directory, LOG, flipped.firstOffset(), bytes);
    LogReport report = verify();
    assertThat(report.blocks()).isEqualTo(5);
    assertThat(report.events()).isEqualTo(10);
    assertThat(report.fault().orElseThrow().offset()).isEqualTo(flipped.firstOffset());
    assertThat(report.fault().orElseThrow().problem())
        .contains("The checksum of the block at offset 10 of log cart/1 does not match");
  }

  @Test
  void a_missing_block_is_found() {
    Block missing = fill(10).get(5);
    StoreSurgery.removeBlock(directory, LOG, missing.firstOffset());
    assertFault(missing.firstOffset(), "Log cart/1 has no block at offset 10");
    StoreSurgery.removeBlock(directory, LOG, 0);
    assertThat(verify().fault()).isPresent();
  }

  @Test
  void an_append_time_that_runs_back_is_found() {
    Block third = fill(10).get(3);
    replace(third, third.epoch(), TIME.minusSeconds(1), third.events());
    assertFault(
        6, "the block was appended at 2026-03-01T11:59:59.123456Z, but the one before it at");
  }

  @Test
  void an_epoch_that_falls_is_found() {
    Block third = fill(10).get(3);
    replace(third, 0, third.appendedAt(), third.events());
    assertFault(6, "the block has epoch 0, but the one before it 1");
  }

  @Test
  void a_broken_chain_is_found_at_its_event() {
    Block third = fill(10).get(3);
    LoggedEvent second = third.events().get(1);
    replace(third, 1, third.appendedAt(), List.of(third.events().get(0), second.behind(6)));
    assertFault(7, "event 8 of cart|1 names 6 as the one before it, but the log has 7");
    replace(third, 1, third.appendedAt(), List.of(third.events().get(0), second.behind(8)));
    assertFault(7, "event 8 of cart|1 names 8 as the one before it");
    replace(third, 1, third.appendedAt(), List.of(event("cart|9", 3), second.behind(6)));
    assertFault(6, "event 3 of cart|9 names 2 as the one before it, but the log has none");
  }

  @Test
  void a_trimmed_log_is_sound_from_its_start_on() {
    int half = (int) PartitionLog.BUCKET_OFFSETS / 2;
    try (LogStore store = Filling.open(directory)) {
      for (int round = 0; round < 5; round++) {
        LoggedEvent[] events = new LoggedEvent[half];
        for (int index = 0; index < half; index++) {
          events[index] = event("cart|1", round * (long) half + index + 1);
        }
        Filling.append(store, block(LOG, round * (long) half, events));
      }
      await(store.log(LOG).trim(Long.MAX_VALUE));
    }
    LogReport report = verify();
    assertThat(report.fault()).isEmpty();
    assertThat(report.firstOffset()).isEqualTo(2 * PartitionLog.BUCKET_OFFSETS);
    assertThat(report.blocks()).isEqualTo(1);
  }

  @Test
  void a_store_that_cannot_be_reached_is_no_fault_of_a_log() {
    fill(2);
    LogStore store = Filling.open(directory);
    store.close();
    assertThatThrownBy(() -> new LogVerifier(store).verify(LOG))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo("store-closed"));
  }

  /** So many blocks of two events each of one cart. */
  private List<Block> fill(int blocks) {
    try (LogStore store = Filling.open(directory)) {
      for (int index = 0; index < blocks; index++) {
        long before = index * 2L;
        Filling.append(
            store, block(LOG, before, event("cart|1", before + 1), event("cart|1", before + 2)));
      }
      return await(store.log(LOG).read(0, Integer.MAX_VALUE));
    }
  }

  private void replace(Block block, long epoch, Instant appendedAt, List<LoggedEvent> events) {
    StoreSurgery.replaceBlock(
        directory,
        new Block(
            LOG,
            block.firstOffset(),
            UUID.randomUUID(),
            block.writer(),
            epoch,
            block.kind(),
            appendedAt,
            block.maxEventTime(),
            events));
  }

  private LogReport verify() {
    try (LogStore store = Filling.open(directory)) {
      return new LogVerifier(store).verify(LOG);
    }
  }

  private void assertFault(long offset, String problem) {
    Fault fault = verify().fault().orElseThrow();
    assertThat(fault.problem()).contains(problem);
    assertThat(fault.offset()).isEqualTo(offset);
  }
}
