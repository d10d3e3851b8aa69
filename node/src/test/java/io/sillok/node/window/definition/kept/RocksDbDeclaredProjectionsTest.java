package io.sillok.node.window.definition.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.window.definition.declared.Samples;
import io.sillok.persistence.Facts;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.RocksDbStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocksDbDeclaredProjectionsTest extends DeclaredProjectionsContract {

  @TempDir Path directory;

  private @Nullable RocksDbStore store;

  @BeforeEach
  void open() {
    store =
        RocksDbStore.open(
            new RocksDbSettings(directory, 4, Verify.FULL, 1 << 20, 64 << 10), Runnable::run);
  }

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
    }
  }

  @Override
  protected Facts facts() {
    if (store == null) {
      throw new IllegalStateException("opened before each test");
    }
    return store.facts();
  }

  @Test
  void what_was_declared_is_there_after_a_restart() throws Exception {
    projections()
        .declare("orders", Samples.document(), false)
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
    close();
    open();
    assertThat(projections().find("orders").toCompletableFuture().get(60, TimeUnit.SECONDS))
        .hasValueSatisfying(projection -> assertThat(projection.version()).isEqualTo(1));
  }

  private DeclaredProjections projections() {
    return new DeclaredProjections(
        facts(), () -> CompletableFuture.completedFuture(List.copyOf(Samples.ALL)));
  }
}
