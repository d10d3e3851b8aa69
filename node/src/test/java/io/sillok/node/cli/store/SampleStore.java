package io.sillok.node.cli.store;

import io.sillok.persistence.AppendResult.Appended;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.Payload;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.RocksDbStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** A store with carts in all of its partitions, as a node that has stopped would leave it. */
final class SampleStore {

  static final int PARTITIONS = 4;
  static final int ROUNDS = 20;
  static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
  static final UUID WRITER = new UUID(1, 2);

  /** Events of the log {@code order/1}; a bucket and a half. */
  static final int ORDERS = 49152;

  private static final LogId ORDER = new LogId("order", 1);

  private SampleStore() {}

  /** Opens the store of {@code directory}; its files are small, so that there are many. */
  static RocksDbStore open(Path directory) {
    return RocksDbStore.open(
        new RocksDbSettings(directory, PARTITIONS, Verify.FULL, 1 << 20, 64 << 10), Runnable::run);
  }

  /**
   * Makes one; each log has a takeover block at 0 and then {@value #ROUNDS} blocks of two events.
   *
   * @param payloadBytes of each event, incompressible
   */
  static Path make(Path directory, int payloadBytes) {
    try (LogStore store = open(directory)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        fill(store, partition, payloadBytes);
      }
    }
    return directory;
  }

  private static void fill(LogStore store, int partition, int payloadBytes) {
    String id = cartIn(partition);
    LogId log = new LogId("cart", partition);
    append(store, block(log, 0, Block.Kind.TAKEOVER, List.of()));
    for (int round = 0; round < ROUNDS; round++) {
      List<LoggedEvent> events = new ArrayList<>();
      for (int index = 1; index <= 2; index++) {
        events.add(event(id, round * 2L + index, payloadBytes));
      }
      append(store, block(log, 1 + round * 2L, Block.Kind.EVENTS, events));
    }
  }

  /** Adds the log of one order with {@value #ORDERS} events in three blocks. */
  static void addOrders(Path directory) {
    try (LogStore store = open(directory)) {
      String id = idIn("order", ORDER.partition());
      int size = ORDERS / 3;
      for (int first = 0; first < ORDERS; first += size) {
        List<LoggedEvent> events = new ArrayList<>();
        for (int number = first + 1; number <= first + size; number++) {
          events.add(event(id, number, 0));
        }
        append(store, block(ORDER, first, Block.Kind.EVENTS, events));
      }
    }
  }

  /** Where the orders' log begins. */
  static long firstOrder(Path directory) {
    try (LogStore store = open(directory)) {
      return store.log(ORDER).state().toCompletableFuture().join().orElseThrow().firstOffset();
    }
  }

  /** A cart whose events go to this partition. */
  static String cartIn(int partition) {
    return idIn("cart", partition);
  }

  /** A persistence id of this type whose events go to this partition. */
  static String idIn(String type, int partition) {
    Partitioner partitioner = new Partitioner(PARTITIONS);
    int number = 0;
    while (partitioner.partition(type + "|c-" + number) != partition) {
      number += 1009;
    }
    return type + "|c-" + number;
  }

  static void append(LogStore store, Block block) {
    if (!(store.log(block.log()).append(block).toCompletableFuture().join() instanceof Appended)) {
      throw new AssertionError("Not appended at " + block.firstOffset());
    }
  }

  static Block block(LogId log, long offset, Block.Kind kind, List<LoggedEvent> events) {
    return new Block(
        log,
        offset,
        UUID.randomUUID(),
        WRITER,
        1,
        kind,
        TIME.plusSeconds(offset),
        events.isEmpty() ? null : TIME,
        events);
  }

  static LoggedEvent event(String id, long number, int payloadBytes) {
    byte[] bytes = new byte[payloadBytes];
    new Random(number).nextBytes(bytes);
    Payload payload =
        new Payload(
            33, "item-added", payloadBytes == 0 ? "x".getBytes(StandardCharsets.UTF_8) : bytes);
    return new LoggedEvent(id, number, number - 1, "w", TIME, payload, "", null, Set.of("b", "a"));
  }
}
