package io.sillok.persistence.rocksdb;

import static io.sillok.persistence.contract.Samples.TIME;
import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static io.sillok.persistence.contract.Samples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.contract.Contents;
import io.sillok.persistence.rocksdb.files.StoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreLookTest {

  private static final LogId LOG = new LogId("cart", 0);

  @TempDir Path directory;
  private Path data = Path.of("");
  private List<String> contents = List.of();

  /** A store whose process was killed, so that all is in the write-ahead log. */
  @BeforeEach
  void fill() {
    data = directory.resolve("killed");
    try (LogStore store = Stores.open(directory.resolve("data"))) {
      for (int offset = 0; offset < 30; offset++) {
        await(store.log(LOG).append(block(LOG, offset, event("cart|1", offset + 1L))));
      }
      await(store.snapshots().save(snapshot("cart|1", 7, TIME)));
      await(store.facts().putIfAbsent("schema/1", "a schema"));
      contents = Contents.of(store);
      Stores.copy(directory.resolve("data"), data);
    }
  }

  @Test
  void a_look_shows_everything_and_changes_no_file() throws IOException {
    Map<String, Integer> before = files();
    try (LogStore look = StoreLook.open(data, Runnable::run)) {
      assertThat(Contents.of(look)).isEqualTo(contents).hasSizeGreaterThan(60);
      assertThat(look.partitions()).isEqualTo(Stores.PARTITIONS);
      assertThat(look.describe().bytes()).isPositive();
      assertRefused("store-locked", () -> Stores.open(data));
    }
    assertThat(files()).isEqualTo(before).hasSizeGreaterThan(4);
    try (LogStore store = Stores.open(data)) {
      assertThat(Contents.of(store)).isEqualTo(contents);
      assertRefused("store-locked", () -> StoreLook.open(data, Runnable::run));
    }
  }

  /** Among the bytes are those that RocksDB takes for types of records, be they recycled. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 6, 7, 8, 131, 255})
  void a_torn_tail_is_left_out_of_a_look_and_cut_off_at_a_start(int value) throws IOException {
    Path log =
        StoreFiles.of(data).stream()
            .filter(file -> file.toString().endsWith(".log"))
            .toList()
            .getLast();
    byte[] torn = new byte[3000];
    Arrays.fill(torn, (byte) value);
    Files.write(log, torn, StandardOpenOption.APPEND);
    Map<String, Integer> before = files();
    try (LogStore look = StoreLook.open(data, Runnable::run)) {
      assertThat(Contents.of(look)).isEqualTo(contents);
    }
    assertThat(files()).isEqualTo(before);
    try (LogStore store = Stores.open(data)) {
      assertThat(Contents.of(store)).isEqualTo(contents);
    }
  }

  @Test
  void a_look_takes_no_writes() {
    try (LogStore look = StoreLook.open(data, Runnable::run)) {
      assertRefused(
          "store-read-only",
          () -> await(look.log(LOG).append(block(LOG, 30, event("cart|1", 31)))));
      assertRefused("store-read-only", () -> await(look.log(LOG).trim(7)));
      assertRefused("store-read-only", () -> await(look.facts().putIfAbsent("a", "b")));
      assertRefused("store-read-only", () -> await(look.entities().deleteTo("cart|1", 3)));
      assertThat(look.health()).isInstanceOf(LogStore.StoreHealth.Failed.class);
    }
  }

  @Test
  void what_is_damaged_or_missing_is_refused() throws IOException {
    assertRefused("store-missing", () -> StoreLook.open(directory.resolve("no"), Runnable::run));
    Files.delete(data.resolve("CURRENT"));
    assertRefused("store-corrupt", () -> StoreLook.open(data, Runnable::run));
  }

  /** The names of the files, and a digest of each. */
  private Map<String, Integer> files() throws IOException {
    Map<String, Integer> files = new TreeMap<>();
    for (Path file : StoreFiles.of(data)) {
      files.put(file.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(file)));
    }
    return files;
  }

  private static void assertRefused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
