package io.sillok.persistence.contract;

import io.sillok.persistence.LogStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh store for each test. */
public abstract class StoreContract {

  private @Nullable LogStore store;
  private Path place = Path.of("");

  /** Opens the store at {@code place}, which may hold one already. */
  protected abstract LogStore open(Path place);

  @BeforeEach
  void openStore(@TempDir Path directory) {
    place = directory;
    store = open(place);
  }

  @AfterEach
  void closeStore() {
    store().close();
  }

  protected final LogStore store() {
    if (store == null) {
      throw new IllegalStateException("The store is not open");
    }
    return store;
  }

  /** Closes the store and opens it again. */
  protected final void reopen() {
    closeStore();
    store = open(place);
  }
}
