package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.RocksDbStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads every log of a store that no node has open, and checks each block of it. */
final class StoredLogs {

  private static final int PARTITIONS = 32;
  private static final int READ_BYTES = 1 << 20;
  private static final long CACHE_BYTES = 8 << 20;

  private final Map<String, Long> events = new HashMap<>();
  private final Map<String, Long> epochs = new HashMap<>();
  private final Map<String, Long> sequenceNumbers = new HashMap<>();

  private StoredLogs() {}

  /**
   * Fails unless offsets are dense, epochs grow only by takeovers and never fall, and the events of
   * each entity are numbered from 1 without a gap.
   */
  static StoredLogs check(Path data) {
    StoredLogs stored = new StoredLogs();
    RocksDbSettings settings =
        new RocksDbSettings(data, PARTITIONS, Verify.FULL, CACHE_BYTES, CACHE_BYTES);
    try (LogStore store = RocksDbStore.open(settings, Runnable::run)) {
      for (LogId log : store.logs().toCompletableFuture().join()) {
        stored.check(store, log);
      }
    }
    return stored;
  }

  /** How many events the logs of this name hold. */
  long eventsOf(String name) {
    return events.getOrDefault(name, 0L);
  }

  /** The highest writer epoch in the logs of this name. */
  long highestEpoch(String name) {
    return epochs.getOrDefault(name, 0L);
  }

  private void check(LogStore store, LogId log) {
    long offset = 0;
    long epoch = 0;
    List<Block> blocks = read(store, log, offset);
    while (!blocks.isEmpty()) {
      for (Block block : blocks) {
        assertThat(block.firstOffset()).as("offsets of %s", log).isEqualTo(offset);
        if (block.kind() == Block.Kind.TAKEOVER) {
          assertThat(block.epoch()).as("epoch of %s", log).isGreaterThan(epoch);
        } else {
          assertThat(block.epoch()).as("epoch of %s", log).isEqualTo(epoch);
        }
        epoch = block.epoch();
        offset = block.nextOffset();
        block.events().forEach(this::check);
        events.merge(log.name(), (long) block.events().size(), Long::sum);
      }
      blocks = read(store, log, offset);
    }
    assertThat(offset).as("offsets of %s", log).isPositive();
    epochs.merge(log.name(), epoch, Math::max);
  }

  private void check(LoggedEvent event) {
    long before = sequenceNumbers.getOrDefault(event.persistenceId(), 0L);
    assertThat(event.sequenceNumber()).as(event.persistenceId()).isEqualTo(before + 1);
    sequenceNumbers.put(event.persistenceId(), event.sequenceNumber());
  }

  private static List<Block> read(LogStore store, LogId log, long offset) {
    return store.log(log).read(offset, READ_BYTES).toCompletableFuture().join();
  }
}
