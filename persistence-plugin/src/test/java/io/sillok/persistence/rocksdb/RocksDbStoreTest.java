package io.sillok.persistence.rocksdb;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LogStore.StoreHealth.Healthy;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksDbStoreTest {

  private static final LogId LOG = new LogId("cart", 0);

  @TempDir Path directory;

  @Test
  void a_second_store_on_the_directory_is_refused_and_names_the_holder() {
    try (LogStore store = Stores.open(directory)) {
      assertThat(store.health()).isInstanceOf(Healthy.class);
      assertRefused("store-locked", () -> Stores.open(directory))
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
      assertThat(await(store.log(LOG).append(block(LOG, 0, event("cart|1", 1))))).isNotNull();
    }
    try (LogStore store = Stores.open(directory)) {
      assertThat(await(store.log(LOG).last())).isPresent();
    }
  }

  @Test
  void a_directory_that_cannot_be_made_is_refused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "not a directory");
    assertRefused("store-unwritable", () -> Stores.open(file.resolve("store")))
        .hasMessageContaining(file.toString());
    assertRefused("store-unwritable", () -> Stores.open(file));
  }

  @Test
  void the_number_of_partitions_never_changes() {
    Stores.open(directory, 4, Verify.FULL).close();
    assertRefused("store-partitions", () -> Stores.open(directory, 8, Verify.FULL))
        .hasMessageContaining("sillok.persistence.partitions = 4");
    Stores.open(directory, 4, Verify.TAIL).close();
  }

  @Test
  void a_closed_store_answers_with_an_error() {
    LogStore store = Stores.open(directory);
    store.close();
    assertRefused("store-closed", () -> await(store.log(LOG).last()));
    assertRefused("store-closed", () -> await(store.log(LOG).append(block(LOG, 0))));
    assertRefused("store-closed", () -> await(store.facts().putIfAbsent("a", "b")));
  }

  @Test
  void a_store_says_what_it_is() {
    try (LogStore store = Stores.open(directory)) {
      assertThat(store.describe().kind()).isEqualTo("rocksdb");
      assertThat(store.describe().location()).isEqualTo(directory.toString());
      assertThat(store.describe().bytes()).isPositive();
      assertThat(store.partitions()).isEqualTo(Stores.PARTITIONS);
    }
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      String code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
