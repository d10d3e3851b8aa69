package io.sillok.persistence.rocksdb;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.payload;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Payload;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.contract.Samples;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;

/**
 * A process that appends until a write fails, then goes on for a while. Prints how many appends
 * were acknowledged before and after the failure, and the health and the code of the last one.
 */
final class FullDisk {

  private static final int MOST = 100_000;

  /** So much that the write-ahead log is what reaches the limit. */
  private static final long WRITE_BUFFER = 512L << 20;

  private static final int EVENT_BYTES = 50_000;
  private static final int AFTERWARDS = 20;

  private FullDisk() {}

  public static void main(String[] arguments) {
    LogId log = new LogId("cart", 0);
    RocksDbSettings settings =
        new RocksDbSettings(
            Path.of(arguments[0]), Stores.PARTITIONS, Verify.FULL, 1 << 20, WRITE_BUFFER);
    LogStore store = RocksDbStore.open(settings, ForkJoinPool.commonPool());
    int before = 0;
    String code = "none";
    while (before < MOST && code.equals("none")) {
      code = append(store, log, before);
      before += code.equals("none") ? 1 : 0;
    }
    int after = 0;
    for (int attempt = 0; attempt < AFTERWARDS; attempt++) {
      code = append(store, log, before);
      after += code.equals("none") ? 1 : 0;
    }
    System.out.printf(
        "%d %d %s %s%n", before, after, store.health().getClass().getSimpleName(), code);
    Runtime.getRuntime().halt(0);
  }

  private static LoggedEvent event(long number) {
    Payload payload = payload("x".repeat(EVENT_BYTES));
    return new LoggedEvent(
        "cart|1", number, number - 1, "writer", Samples.TIME, payload, "", null, Set.of());
  }

  private static String append(LogStore store, LogId log, long offset) {
    try {
      await(store.log(log).append(block(log, offset, event(offset + 1))));
      return "none";
    } catch (StoreException e) {
      return e.code();
    }
  }
}
