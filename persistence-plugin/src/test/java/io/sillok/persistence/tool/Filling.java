package io.sillok.persistence.tool;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.AppendResult.Appended;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.RocksDbStore;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Stores with carts in them, as a node would have written them. */
final class Filling {

  static final int PARTITIONS = 4;

  private Filling() {}

  /** Opens a store with the check that misses what is in the middle. */
  static RocksDbStore open(Path directory) {
    return RocksDbStore.open(
        new RocksDbSettings(directory, PARTITIONS, Verify.TAIL, 1 << 20, 64 << 10), Runnable::run);
  }

  /** A takeover of each log, then {@code rounds} of events of so many carts, one block a round. */
  static void fill(LogStore store, int carts, int rounds) {
    Map<LogId, Set<String>> ids = cartsByLog(store, carts);
    for (Map.Entry<LogId, Set<String>> log : ids.entrySet()) {
      append(store, block(log.getKey(), 0));
      for (int round = 1; round <= rounds; round++) {
        long sequenceNumber = round;
        LoggedEvent[] events =
            log.getValue().stream()
                .map(id -> event(id, sequenceNumber))
                .toArray(LoggedEvent[]::new);
        append(store, block(log.getKey(), 1 + (round - 1L) * events.length, events));
      }
    }
  }

  static void append(LogStore store, Block block) {
    assertThat(await(store.log(block.log()).append(block))).isInstanceOf(Appended.class);
  }

  private static Map<LogId, Set<String>> cartsByLog(LogStore store, int carts) {
    Partitioner partitioner = new Partitioner(store.partitions());
    Map<LogId, Set<String>> ids = new TreeMap<>(Comparator.comparingInt(LogId::partition));
    for (int cart = 0; cart < carts; cart++) {
      String id = "cart|" + Integer.toHexString(cart * 0x9E3779B9); // spread over the partitions
      ids.computeIfAbsent(partitioner.log(id), log -> new TreeSet<>()).add(id);
    }
    return ids;
  }
}
