package io.sillok.persistence.cassandra;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.codec.BlockCodec;
import io.sillok.persistence.writer.WriterSettings.Mode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A block that is not as it was written fails whatever needs it, and nothing else. */
@Timeout(60)
class DamagedLogIT {

  private static final LogId LOG = new Partitioner(CassandraStores.PARTITIONS).log("cart|1");

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private final String keyspace = CASSANDRA.newKeyspace();

  @SuppressWarnings("NullAway.Init") // written before each test
  private Block block;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private Rival rival;

  /** A take-over at offset 0 and an event at offset 1. */
  @BeforeEach
  void writeLog() {
    try (Rival writer = open()) {
      await(writer.writers().append(List.of(event("cart|1", 1))));
      block = await(writer.store().log(LOG).last()).orElseThrow();
    }
    assertThat(block.firstOffset()).isEqualTo(1);
    rival = open();
  }

  @AfterEach
  void close() {
    rival.close();
  }

  @Test
  void a_flipped_byte_fails_readers_and_the_takeover_and_names_the_place() {
    byte[] bytes = BlockCodec.encode(block);
    bytes[bytes.length / 2] ^= 1;
    overwrite(bytes);

    assertFails("store-corrupt", () -> await(rival.store().log(LOG).read(0, 1 << 20)));
    assertFails("store-corrupt", () -> await(rival.store().log(LOG).last()));
    assertFails("store-corrupt", () -> await(rival.writers().recover("cart|1")));
    assertFails("store-corrupt", () -> await(rival.writers().append(List.of(event("cart|1", 2)))));
  }

  @Test
  void a_block_of_a_newer_format_fails_readers_and_the_takeover() {
    byte[] bytes = BlockCodec.encode(block);
    bytes[4] = 9;
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 4, bytes.length - 4);
    ByteBuffer.wrap(bytes).putInt((int) checksum.getValue());
    overwrite(bytes);

    assertFails("store-format", () -> await(rival.store().log(LOG).read(0, 1 << 20)));
    assertFails("store-format", () -> await(rival.writers().recover("cart|1")));
  }

  @Test
  void a_block_in_the_place_of_another_fails_readers() {
    Block moved =
        new Block(
            LOG,
            5,
            block.attempt(),
            block.writer(),
            block.epoch(),
            block.kind(),
            block.appendedAt(),
            block.maxEventTime(),
            block.events());
    overwrite(BlockCodec.encode(moved));

    assertFails("store-corrupt", () -> await(rival.store().log(LOG).read(0, 1 << 20)));
    assertFails("store-corrupt", () -> await(rival.writers().recover("cart|1")));
  }

  @Test
  void a_missing_block_fails_readers_and_is_not_taken_for_the_end() {
    Rival writer = rival;
    await(writer.writers().recover("cart|1"));
    await(writer.writers().append(List.of(event("cart|1", 2))));
    try (CqlSession session = session()) {
      session.execute(
          "DELETE FROM %s.log USING TIMESTAMP %d WHERE log = ? AND partition = ? AND bucket = 0 AND first_offset = 1"
              .formatted(keyspace, later()),
          LOG.name(),
          LOG.partition());
    }
    try (Rival reader = open()) {
      assertThat(await(reader.store().log(LOG).read(0, 1 << 20))).hasSize(1);
      assertThatThrownBy(() -> await(reader.store().log(LOG).read(1, 1 << 20)))
          .hasMessageContaining("has no block at offset 1, but one at offset 2");
    }
  }

  private static void assertFails(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure.getMessage()).contains("offset 1 of log " + LOG);
            });
  }

  private Rival open() {
    return Rival.open(
        CassandraStores.settings(
            keyspace, CassandraStores.PARTITIONS, CassandraStores.index(Duration.ofHours(1))),
        CassandraStores.driver(CASSANDRA),
        Rival.settings(Mode.OWNER, Duration.ofSeconds(10)));
  }

  private void overwrite(byte[] bytes) {
    try (CqlSession session = session()) {
      session.execute(
          "UPDATE %s.log USING TIMESTAMP %d SET block = ? WHERE log = ? AND partition = ? AND bucket = 0 AND first_offset = 1"
              .formatted(keyspace, later()),
          ByteBuffer.wrap(bytes),
          LOG.name(),
          LOG.partition());
    }
  }

  private static long later() {
    return (System.currentTimeMillis() + 60_000) * 1000;
  }

  private static CqlSession session() {
    return CassandraStores.session(CASSANDRA).build();
  }
}
