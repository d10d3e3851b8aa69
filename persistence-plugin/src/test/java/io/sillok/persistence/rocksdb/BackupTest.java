package io.sillok.persistence.rocksdb;

import static io.sillok.persistence.contract.Samples.TIME;
import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static io.sillok.persistence.contract.Samples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.AppendResult.Appended;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LogStore.Backup;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Payload;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.contract.Contents;
import io.sillok.persistence.contract.Samples;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

  @TempDir Path directory;

  @Test
  void a_backup_holds_everything_and_a_restored_one_too() throws IOException {
    List<String> contents;
    Path target = directory.resolve("backups/first");
    try (RocksDbStore store = Stores.open(directory.resolve("data"))) {
      fill(store);
      contents = Contents.of(store);
      Backup backup = await(store.backup(target));
      assertThat(backup.directory()).isEqualTo(target);
      assertThat(backup.bytes()).isPositive();
      append(store, 0, 60, 0);
    }
    assertThat(names(target)).doesNotContain("sillok.lock", "sillok.pid").contains("sillok.mark");
    assertThat(names(directory.resolve("backups"))).as("nothing else is left").hasSize(1);
    Path restored = directory.resolve("restored");
    StoreRestore.run(target, restored);
    for (Path each : List.of(target, restored)) {
      try (LogStore store = Stores.open(each)) {
        assertThat(Contents.of(store)).isEqualTo(contents);
        append(store, 0, 60, 0);
      }
    }
  }

  @Test
  void a_backup_under_load_holds_what_was_acknowledged_before_it_began() {
    AtomicLongArray acknowledged = new AtomicLongArray(Stores.PARTITIONS);
    AtomicBoolean done = new AtomicBoolean();
    try (RocksDbStore store = Stores.open(directory.resolve("data"))) {
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int partition = 0; partition < Stores.PARTITIONS; partition++) {
        int log = partition;
        writers.add(
            CompletableFuture.runAsync(
                () -> {
                  for (long offset = 0; !done.get(); offset++) {
                    append(store, log, offset, 2000);
                    acknowledged.set(log, offset + 1);
                  }
                },
                work -> new Thread(work).start()));
      }
      long later = 0;
      for (int round = 0; round < 12; round++) {
        later += backUp(store, acknowledged, directory.resolve("backup-" + round));
      }
      done.set(true);
      writers.forEach(CompletableFuture::join);
      assertThat(later).as("events that went on being written meanwhile").isPositive();
    }
  }

  /** How many more events were acknowledged while it was made. */
  private static long backUp(RocksDbStore store, AtomicLongArray acknowledged, Path target) {
    while (acknowledged.get(0) % 50 < 10) {
      Thread.onSpinWait();
    }
    List<Long> before = new ArrayList<>();
    for (int partition = 0; partition < Stores.PARTITIONS; partition++) {
      before.add(acknowledged.get(partition));
    }
    await(store.backup(target));
    long after = acknowledged.get(0);
    try (LogStore copy = Stores.open(target)) {
      for (int partition = 0; partition < Stores.PARTITIONS; partition++) {
        LogId log = new LogId("cart", partition);
        assertThat(await(copy.log(log).state()).orElseThrow().head())
            .isGreaterThanOrEqualTo(before.get(partition));
        long highest = await(copy.entities().highestSequenceNumber("cart|" + partition));
        assertThat(highest).isGreaterThanOrEqualTo(before.get(partition));
      }
    }
    return after - before.getFirst();
  }

  @Test
  void a_backup_replaces_nothing_and_leaves_nothing_when_it_fails() throws IOException {
    Path target = Files.createDirectory(directory.resolve("taken"));
    Path file = Files.writeString(directory.resolve("file"), "in the way");
    RocksDbStore store = Stores.open(directory.resolve("data"));
    assertRefused("backup-exists", () -> await(store.backup(target)))
        .hasMessageContaining(target + " exists already");
    assertRefused("store-unwritable", () -> await(store.backup(file.resolve("backup"))));
    store.close();
    assertRefused("store-closed", () -> await(store.backup(directory.resolve("late"))));
    assertThat(names(directory)).containsExactly("data", "file", "taken");
  }

  @Test
  void a_damaged_backup_is_refused_and_the_target_stays_empty() throws IOException {
    Path backup = directory.resolve("backup");
    try (RocksDbStore store = Stores.open(directory.resolve("data"))) {
      fill(store);
      await(store.backup(backup));
    }
    Path whole = Files.createDirectory(directory.resolve("whole"));
    StoreRestore.run(backup, whole);
    int refused = 0;
    Random random = new Random(20260302);
    for (String name : names(whole)) {
      if (name.matches("MANIFEST.*|CURRENT|sillok.mark|.*\\.sst")) {
        Path damaged = directory.resolve("damaged-" + name);
        Stores.copy(whole, damaged);
        try (RandomAccessFile bytes = new RandomAccessFile(damaged.resolve(name).toFile(), "rw")) {
          bytes.setLength(random.nextLong(bytes.length()));
        }
        Path target = directory.resolve("target-" + name);
        assertRefused("store-corrupt", () -> StoreRestore.run(damaged, target))
            .hasMessageContaining(damaged.toString());
        assertThat(target).doesNotExist();
        refused++;
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(5);
  }

  @Test
  void restoring_needs_a_store_and_an_empty_directory() throws IOException {
    Path data = directory.resolve("data");
    try (RocksDbStore store = Stores.open(data)) {
      await(store.backup(directory.resolve("backup")));
      assertRefused("store-locked", () -> StoreRestore.run(data, directory.resolve("other")));
    }
    Path backup = directory.resolve("backup");
    assertRefused("store-not-empty", () -> StoreRestore.run(backup, data));
    assertRefused("store-not-empty", () -> StoreRestore.run(backup, directory));
    assertThat(directory.resolve("sillok.lock")).doesNotExist();
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertRefused("store-missing", () -> StoreRestore.run(empty, directory.resolve("other")));
    assertRefused("store-missing", () -> StoreRestore.run(directory.resolve("no"), empty));
    assertThat(empty).isEmptyDirectory();
    StoreRestore.run(backup, empty);
    Stores.open(empty).close();
  }

  private static void fill(LogStore store) {
    for (int partition = 0; partition < Stores.PARTITIONS; partition++) {
      for (int offset = 0; offset < 60; offset++) {
        append(store, partition, offset, 2000);
      }
    }
    await(store.snapshots().save(snapshot("cart|1", 7, TIME)));
    await(store.facts().putIfAbsent("schema/1", "a schema"));
    await(store.entities().deleteTo("cart|1", 3));
  }

  private static void append(LogStore store, int partition, long offset, int bytes) {
    LogId log = new LogId("cart", partition);
    byte[] payload = new byte[bytes];
    new Random(offset).nextBytes(payload);
    LoggedEvent small = event("cart|" + partition, offset + 1);
    LoggedEvent event =
        new LoggedEvent(
            small.persistenceId(),
            small.sequenceNumber(),
            offset,
            "w",
            Samples.TIME,
            new Payload(1, "", payload),
            "",
            null,
            Set.of());
    Block block = block(log, offset, event);
    assertThat(await(store.log(log).append(block))).isInstanceOf(Appended.class);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      String code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
