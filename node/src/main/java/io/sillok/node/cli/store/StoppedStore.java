package io.sillok.node.cli.store;

import static io.sillok.persistence.tool.Stages.await;

import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LogStore.Backup;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.RocksDbStore;
import io.sillok.persistence.rocksdb.StoreLook;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;

/** Work on stores that no node holds; what a store fails with becomes the command's message. */
public final class StoppedStore {

  private StoppedStore() {}

  /** Backs up the store in {@code directory} into {@code target}. */
  public static Backup backup(Path directory, Path target) {
    return failing(() -> {
      try (LogStore store = open(directory)) {
        return await(store.backup(target));
      }
    });
  }

  /** What {@code work} answers about the store in {@code directory}, which stays as it is. */
  static <T> T with(Path directory, Function<LogStore, T> work) {
    return failing(() -> {
      try (LogStore store = StoreLook.open(directory, Runnable::run)) {
        return work.apply(store);
      }
    });
  }

  /** Opens the store in {@code directory} for use. */
  static LogStore open(Path directory) {
    return RocksDbStore.openExisting(directory, Verify.TAIL, Runnable::run);
  }

  /** What {@code work} answers. */
  static <T> T failing(Supplier<T> work) {
    try {
      return work.get();
    } catch (StoreException failure) {
      throw new CommandFailure(ExitCode.FAILED, messageOf(failure));
    }
  }

  private static String messageOf(StoreException failure) {
    String message = String.valueOf(failure.getMessage());
    return failure.code().equals("store-locked")
        ? message + ". To look at a running node's store, let it make a backup and look at that"
        : message;
  }
}
